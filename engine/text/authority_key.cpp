#include "text/authority_key.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "assay/document.h"

namespace assay {
namespace {

constexpr std::array<std::string_view, 12> kCommon{"council",  "the",          "of",      "london",
                                                   "borough",  "royal",        "county",  "city",
                                                   "district", "metropolitan", "unitary", "authority"};

/// Councils that go by a part of their name, also on their own reports.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kShortNames{
    {{"east-riding", "east-riding-yorkshire"},
     {"hull", "kingston-upon-hull"},
     {"kingston", "kingston-upon-thames"},
     {"newcastle", "newcastle-upon-tyne"},
     {"richmond", "richmond-upon-thames"}}};

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || c == '\'' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/// How many bytes of a hyphen, a dash or a blank beyond ASCII begin here: they part words as ASCII's do.
std::size_t wide_gap(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.substr(0, 2) == "\xC2\xA0") return 2;
    if (rest.size() < 3 || rest.substr(0, 2) != "\xE2\x80") return 0;
    const auto last = static_cast<unsigned char>(rest[2]);
    return last == 0xAF || last <= 0x95 ? 3 : 0;
}

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t gap = wide_gap(name, at);
        if (gap == 0 && is_word_byte(name[at])) {
            words.back() += name[at++];
            continue;
        }
        if (!words.back().empty()) words.emplace_back();
        if (gap == 0 && name[at] == '&') words.insert(words.end() - 1, "and");
        at += std::max<std::size_t>(gap, 1);
    }
    for (std::string& word : words) word = fold(word);
    std::erase(words, "");
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : "-") + word;
    return out;
}

}  // namespace

std::string authority_key(std::string_view name) {
    const std::vector<std::string> words = words_of(name);
    std::vector<std::string> own = words;
    std::erase_if(own, [](const std::string& word) {
        return std::find(kCommon.begin(), kCommon.end(), word) != kCommon.end();
    });
    std::string key = joined(own.empty() ? words : own);
    for (const auto& [part, whole] : kShortNames) {
        if (key == part) key = whole;
    }
    return key;
}

}  // namespace assay
