// Lua's own error messages, in the words of a person who edits rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::lua {

/// The name under which every script is compiled; people see the file's name instead.
inline constexpr const char* kChunkName = "=rule";

struct PlainMessage {
    std::string text;
    std::uint32_t line = 0;  ///< where the message begins with one; else 0
};

/// "rule:12: attempt to index a nil value (local 's')" is "`s` is nothing (nil) here" at line 12.
PlainMessage plain_message(std::string_view message);

/// "the rule has no `id`" is "The rule has no `id`.": diagnostics are sentences. Empty stays empty.
std::string as_sentence(std::string text);

/// True for the messages by which Lua says that calls, or brackets in the source, are nested too deeply.
bool is_overflow(std::string_view message);

}  // namespace assay::lua
