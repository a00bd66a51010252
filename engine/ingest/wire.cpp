#include "ingest/wire.h"

#include <array>
#include <cstring>
#include <type_traits>

namespace assay::ingest {

namespace {

constexpr std::string_view kMagic = "ASYTEXT1";

template <class T>
void put(std::string& out, T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Takes values off the front of a string; `ok` turns false when it is too short, and stays so.
struct Reader {
    std::string_view rest;
    bool ok = true;

    template <class T>
    T take() {
        T value{};
        if (rest.size() < sizeof value) {
            ok = false;
            return value;
        }
        std::memcpy(&value, rest.data(), sizeof value);
        rest.remove_prefix(sizeof value);
        return value;
    }
};

constexpr std::size_t kMapBytes = 4 + 8 + 4 + 1;
constexpr std::size_t kHintBytes = 4 + 1 + 1;

}  // namespace

std::string to_wire(const Converted& c) {
    std::string out(kMagic);
    out.reserve(64 + c.text.size() + c.map.size() * kMapBytes + c.source_lines.size() * 8 +
                c.paragraph_begins.size() * 4 + c.hints.size() * kHintBytes);
    for (const std::size_t count :
         {c.text.size(), c.map.size(), c.source_lines.size(), c.paragraph_begins.size(), c.hints.size()}) {
        put(out, static_cast<std::uint64_t>(count));
    }
    for (const MapPiece& piece : c.map) {
        put(out, piece.text_begin);
        put(out, piece.source_begin);
        put(out, piece.source_length);
        put(out, static_cast<std::uint8_t>(piece.copied ? 1 : 0));
    }
    for (const std::uint64_t line : c.source_lines) put(out, line);
    for (const std::uint32_t paragraph : c.paragraph_begins) put(out, paragraph);
    for (const LineHint& hint : c.hints) {
        put(out, hint.begin);
        put(out, static_cast<std::uint8_t>(hint.kind));
        put(out, hint.level);
    }
    out += c.text;
    return out;
}

bool from_wire(std::string_view wire, std::uint64_t source_bytes, Converted& c) {
    if (wire.substr(0, kMagic.size()) != kMagic) return false;
    Reader reader{wire.substr(kMagic.size())};
    std::array<std::uint64_t, 5> counts{};
    for (std::uint64_t& count : counts) {
        count = reader.take<std::uint64_t>();
        if (count > wire.size()) return false;
    }
    const auto [text, map, lines, paragraphs, hints] = counts;
    const std::uint64_t expected = map * kMapBytes + lines * 8 + paragraphs * 4 + hints * kHintBytes + text;
    if (!reader.ok || reader.rest.size() != expected) return false;
    c = {};
    bool sound = true;
    c.map.reserve(map);
    for (std::uint64_t i = 0; i < map; ++i) {
        MapPiece piece;
        piece.text_begin = reader.take<std::uint32_t>();
        piece.source_begin = reader.take<std::uint64_t>();
        piece.source_length = reader.take<std::uint32_t>();
        piece.copied = reader.take<std::uint8_t>() != 0;
        sound = sound && piece.text_begin <= text &&
                (c.map.empty() || piece.text_begin > c.map.back().text_begin) &&
                piece.source_begin <= source_bytes &&
                piece.source_length <= source_bytes - piece.source_begin;
        c.map.push_back(piece);
    }
    const auto ascending = [&](auto& into, std::uint64_t count, std::uint64_t most) {
        using Offset = typename std::remove_reference_t<decltype(into)>::value_type;
        into.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto offset = reader.take<Offset>();
            sound = sound && offset <= most && (into.empty() || offset >= into.back());
            into.push_back(offset);
        }
    };
    ascending(c.source_lines, lines, source_bytes);
    ascending(c.paragraph_begins, paragraphs, text);
    c.hints.reserve(hints);
    for (std::uint64_t i = 0; i < hints; ++i) {
        LineHint hint;
        hint.begin = reader.take<std::uint32_t>();
        const auto kind = reader.take<std::uint8_t>();
        hint.level = reader.take<std::uint8_t>();
        sound = sound && kind <= static_cast<std::uint8_t>(LineKind::numbered) && hint.begin <= text &&
                (c.hints.empty() || hint.begin >= c.hints.back().begin);
        hint.kind = static_cast<LineKind>(kind);
        c.hints.push_back(hint);
    }
    if (!sound || !reader.ok || reader.rest.size() != text) return false;
    // A copied piece runs up to the next one, and so must its source.
    for (std::size_t i = 0; i < c.map.size(); ++i) {
        const std::uint64_t end = i + 1 < c.map.size() ? c.map[i + 1].text_begin : text;
        if (c.map[i].copied && c.map[i].source_begin + (end - c.map[i].text_begin) > source_bytes)
            return false;
    }
    c.text.assign(reader.rest);
    return true;
}

}  // namespace assay::ingest
