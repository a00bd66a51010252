// What a script holds in place of sentences, hits and the like: a number, never a pointer.
#pragma once

#include <cstdint>
#include <lua.hpp>
#include <string>

namespace assay::lua {

enum class HandleKind : std::uint8_t { none, phrase, document, sentence, hit, context, metric, output };
inline constexpr int kHandleKinds = 8;

/// A kind, the call it belongs to (counted modulo 2^24), and an index into what that call holds. Equal
/// handles are equal values in Lua, and may be keys of tables.
struct Handle {
    HandleKind kind = HandleKind::none;
    std::uint32_t generation = 0;
    std::uint32_t index = 0;

    std::uint64_t bits() const {
        return static_cast<std::uint64_t>(kind) << 56 |
               static_cast<std::uint64_t>(generation & 0xffffff) << 32 | index;
    }
    static Handle from_bits(std::uint64_t bits) {
        const auto kind = static_cast<std::uint8_t>(bits >> 56);
        return {kind < kHandleKinds ? static_cast<HandleKind>(kind) : HandleKind::none,
                static_cast<std::uint32_t>(bits >> 32) & 0xffffff, static_cast<std::uint32_t>(bits)};
    }
};

/// "sentence", as `type` says.
const char* name_of(HandleKind kind);
/// "sentence 12", as `tostring` says: counts from 1.
std::string describe(Handle handle);

void push_handle(lua_State* state, Handle handle);
/// The value at `index`, which must be light userdata.
Handle handle_at(lua_State* state, int index);

/// Makes the metatable that all handles share.
void open_handles(lua_State* state);
/// Sets what `object.key` and `object:key(...)` give for handles of a kind: one of the methods, which end
/// with a null name; for other keys, what the function `field` returns when it is called with object and key.
void set_members(lua_State* state, HandleKind kind, const luaL_Reg* methods, lua_CFunction field);

}  // namespace assay::lua
