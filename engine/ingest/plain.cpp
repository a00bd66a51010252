#include "ingest/plain.h"

#include <algorithm>
#include <array>
#include <bit>

#include "core/bytes16.h"

namespace assay::ingest {

namespace {

unsigned char byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

// What a character of more than one byte is replaced by in the plain form; `length` 0 where it stays.
struct Replacement {
    std::size_t length = 0;
    const char* with = "";
};

Replacement replacement_at(std::string_view text, std::size_t i) {
    const unsigned char a = byte_at(text, i);
    const unsigned char b = byte_at(text, i + 1);
    if (a == 0xC2) {
        if (b == 0xA0) return {2, " "};
        if (b == 0xAD) return {2, ""};
        return {};
    }
    const unsigned char c = byte_at(text, i + 2);
    if (a == 0xE2 && b == 0x80) {
        if (c >= 0x80 && c <= 0x8A) return {3, " "};
        if (c >= 0x8B && c <= 0x8F) return {3, ""};
        if (c >= 0x90 && c <= 0x95) return {3, "-"};
        if (c >= 0x98 && c <= 0x9B) return {3, "'"};
        if (c >= 0x9C && c <= 0x9F) return {3, "\""};
        if (c == 0xA8 || c == 0xA9 || c == 0xAF) return {3, " "};
        return {};
    }
    if (a == 0xE2 && b == 0x88 && c == 0x92) return {3, "-"};
    if (a == 0xEF && b == 0xBB && c == 0xBF) return {3, ""};
    if (a == 0xEF && b == 0xAC) {
        static constexpr const char* kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
        if (c >= 0x80 && c <= 0x86) return {3, kLigatures[c - 0x80]};
    }
    if (a == 0xE3 && b == 0x80 && c == 0x80) return {3, " "};
    return {};
}

bool is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// The length of the white space character at `i`, 0 where there is none.
std::size_t space_at(std::string_view text, std::size_t i) {
    if (is_ascii_space(text[i])) return 1;
    if (static_cast<unsigned char>(text[i]) < 0x80) return 0;
    const Replacement r = replacement_at(text, i);
    return r.length != 0 && (r.with[0] == ' ' || r.with[0] == '\0') ? r.length : 0;
}

}  // namespace

std::size_t leading_space(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t length = space_at(text, i);
        if (length == 0) break;
        i += length;
    }
    return i;
}

std::string_view trim(std::string_view text) {
    text.remove_prefix(leading_space(text));
    while (!text.empty()) {
        if (is_ascii_space(text.back())) {
            text.remove_suffix(1);
        } else if (text.size() >= 2 && space_at(text, text.size() - 2) == 2) {
            text.remove_suffix(2);
        } else if (text.size() >= 3 && space_at(text, text.size() - 3) == 3) {
            text.remove_suffix(3);
        } else {
            break;
        }
    }
    return text;
}

void append_plain(std::string& out, std::string_view text, std::vector<std::uint32_t>* origin,
                  std::uint32_t origin_base) {
    // No character's plain form is longer than the character.
    const std::size_t before = out.size();
    out.resize(before + text.size());
    char* to = out.data() + before;
    bool after_blank = before == 0 || to[-1] == ' ';
    const auto put = [&](char c, std::size_t from) {
        if (c == ' ' && after_blank) return;
        after_blank = c == ' ';
        *to++ = c;
        if (origin != nullptr) origin->push_back(origin_base + static_cast<std::uint32_t>(from));
    };
    for (std::size_t i = 0; i < text.size();) {
        while (origin == nullptr && i + Bytes16::kSize <= text.size()) {
            const Bytes16 bytes = Bytes16::load(text.data() + i);
            const std::uint32_t blanks = bytes.equal(' ');
            const std::uint32_t second_blanks = blanks & (blanks << 1 | (after_blank ? 1u : 0u));
            const std::size_t plain = before_first(bytes.unusual() | second_blanks);
            bytes.store(to);  // what is not plain is written over
            if (plain == 0) break;
            to += plain;
            i += plain;
            after_blank = (blanks >> (plain - 1) & 1) != 0;
            if (plain < Bytes16::kSize) break;
        }
        if (i == text.size()) break;
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x80) {
            put(is_ascii_space(c) ? ' ' : c, i);
            ++i;
            continue;
        }
        const Replacement r = replacement_at(text, i);
        if (r.length == 0) {
            put(c, i);
            ++i;
            continue;
        }
        for (const char* w = r.with; *w != '\0'; ++w) put(*w, i);
        i += r.length;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
}

bool is_plain(std::string_view text) {
    bool after_blank = false;
    const auto unlike_plain = [&](const Bytes16& bytes) {
        const std::uint32_t blanks = bytes.equal(' ');
        const std::uint32_t doubled = blanks & (blanks << 1 | (after_blank ? 1u : 0u));
        after_blank = (blanks >> (Bytes16::kSize - 1)) != 0;
        return (bytes.unusual() | doubled) != 0;
    };
    std::size_t at = 0;
    for (; at + Bytes16::kSize <= text.size(); at += Bytes16::kSize) {
        if (unlike_plain(Bytes16::load(text.data() + at))) return false;
    }
    if (at == text.size()) return true;
    std::array<char, Bytes16::kSize> rest;
    rest.fill('x');
    std::copy(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), rest.begin());
    return !unlike_plain(Bytes16::load(rest.data()));
}

std::string_view plain_view(std::string_view text, std::string& room) {
    if (is_plain(text)) return text;
    room.clear();
    append_plain(room, text);
    return room;
}

std::string plain(std::string_view text) {
    std::string out;
    append_plain(out, text);
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

void heading_key(std::string& out, std::string_view text) {
    out.clear();
    out.reserve(text.size());
    const auto put = [&](char c) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        const bool word =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (word) {
            out += c;
        } else if (c != '\'' && !out.empty() && out.back() != ' ') {
            out += ' ';
        }
    };
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x80) {
            put(c);
            ++i;
            continue;
        }
        const Replacement r = replacement_at(text, i);
        if (r.length == 0) {
            put(c);
            ++i;
            continue;
        }
        for (const char* w = r.with; *w != '\0'; ++w) put(*w);
        i += r.length;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
}

std::string slug(std::string_view text) {
    std::string out;
    heading_key(out, text);
    for (char& c : out) {
        if (c == ' ') c = '-';
    }
    return out;
}

std::size_t characters(std::string_view text) {
    // All bytes but those that go on with a character.
    std::size_t going_on = 0;
    std::size_t at = 0;
    for (; at + Bytes16::kSize <= text.size(); at += Bytes16::kSize) {
        const std::uint32_t mask = Bytes16::load(text.data() + at).continuations();
        if (mask != 0) going_on += static_cast<std::size_t>(std::popcount(mask));
    }
    for (; at < text.size(); ++at) going_on += (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 ? 1 : 0;
    return text.size() - going_on;
}

}  // namespace assay::ingest
