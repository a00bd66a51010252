#include "lua/script_text.h"

#include <algorithm>
#include <array>

namespace assay::lua {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::uint32_t count_characters(std::string_view bytes) {
    return static_cast<std::uint32_t>(std::count_if(
        bytes.begin(), bytes.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Reads words one after another.
class Reader {
public:
    explicit Reader(std::string_view source) : source_(source) {}

    Word next() {
        skip_blank();
        Word word;
        const std::size_t begin = at_;
        if (at_ < source_.size()) {
            const char c = source_[at_];
            if (is_letter(c)) {
                while (is_letter(peek()) || is_digit(peek())) ++at_;
                word.kind = WordKind::name;
            } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
                while (is_letter(peek()) || is_digit(peek()) || peek() == '.') ++at_;
                word.kind = WordKind::number;
            } else if (c == '"' || c == '\'') {
                read_quoted(word, c);
            } else if (c == '[' && long_level(at_)) {
                read_long(word);
            } else {
                static constexpr std::array<std::string_view, 11> kLong{
                    "...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>", "="};
                const auto found = std::find_if(kLong.begin(), kLong.end(), [this](std::string_view sign) {
                    return source_.substr(at_, sign.size()) == sign;
                });
                at_ += found == kLong.end() ? 1 : found->size();
                word.kind = WordKind::sign;
            }
        }
        word.text = source_.substr(begin, at_ - begin);
        return word;
    }

private:
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }

    // The number of = between the brackets of [==[, where that stands at `at`.
    std::optional<std::size_t> long_level(std::size_t at) const {
        std::size_t level = 0;
        while (at + 1 + level < source_.size() && source_[at + 1 + level] == '=') ++level;
        if (at + 1 + level < source_.size() && source_[at + 1 + level] == '[') return level;
        return std::nullopt;
    }

    std::string_view take_long(std::size_t level) {
        at_ += level + 2;
        if (peek() == '\r') ++at_;
        if (peek() == '\n') ++at_;
        const std::size_t begin = at_;
        const std::string close = "]" + std::string(level, '=') + "]";
        const std::size_t end = source_.find(close, begin);
        at_ = end == std::string_view::npos ? source_.size() : end + close.size();
        return source_.substr(begin, (end == std::string_view::npos ? source_.size() : end) - begin);
    }

    void read_long(Word& word) {
        word.kind = WordKind::string;
        word.content = take_long(*long_level(at_));
    }

    void read_quoted(Word& word, char quote) {
        word.kind = WordKind::string;
        const std::size_t begin = ++at_;
        while (at_ < source_.size() && source_[at_] != quote && source_[at_] != '\n') {
            if (source_[at_] == '\\') {
                word.escaped = true;
                ++at_;
            }
            ++at_;
        }
        at_ = std::min(at_, source_.size());
        word.content = source_.substr(begin, at_ - begin);
        if (peek() == quote) ++at_;
    }

    void skip_blank() {
        while (at_ < source_.size()) {
            const char c = source_[at_];
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                ++at_;
            } else if (c == '-' && peek(1) == '-') {
                at_ += 2;
                const auto level = peek() == '[' ? long_level(at_) : std::nullopt;
                if (level) {
                    take_long(*level);
                } else {
                    at_ = std::min(source_.find('\n', at_), source_.size());
                }
            } else {
                break;
            }
        }
    }

    std::string_view source_;
    std::size_t at_ = 0;
};

bool is_sign(const Word& word, std::string_view sign) {
    return word.kind == WordKind::sign && word.text == sign;
}

// How a word changes the depth of brackets and blocks.
int depth_change(const Word& word) {
    static constexpr std::array<std::string_view, 3> kOpening{"{", "(", "["};
    static constexpr std::array<std::string_view, 3> kClosing{"}", ")", "]"};
    static constexpr std::array<std::string_view, 4> kBegins{"function", "if", "do", "repeat"};
    static constexpr std::array<std::string_view, 2> kEnds{"end", "until"};
    const auto holds = [&word](const auto& set) {
        return std::find(set.begin(), set.end(), word.text) != set.end();
    };
    if (word.kind == WordKind::sign) return holds(kOpening) ? 1 : holds(kClosing) ? -1 : 0;
    if (word.kind == WordKind::name) return holds(kBegins) ? 1 : holds(kEnds) ? -1 : 0;
    return 0;
}

}  // namespace

ScriptText::ScriptText(std::string file, std::string_view source) : file_(std::move(file)), source_(source) {
    line_begins_.push_back(0);
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\n') line_begins_.push_back(i + 1);
    }
    const auto locate = [this](const char* where, std::uint32_t& line_out, std::uint32_t& column) {
        const auto offset = static_cast<std::size_t>(where - source_.data());
        const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
        line_out = static_cast<std::uint32_t>(after - line_begins_.begin());
        const std::size_t begin = line_begins_[line_out - 1];
        column = 1 + count_characters(source_.substr(begin, offset - begin));
    };
    Reader reader(source);
    do {
        words_.push_back(reader.next());
        Word& word = words_.back();
        if (source.empty()) break;
        locate(word.text.data(), word.line, word.column);
        if (word.kind == WordKind::string)
            locate(word.content.data(), word.content_line, word.content_column);
    } while (words_.back().kind != WordKind::end);
}

std::string_view ScriptText::line(std::uint32_t number) const {
    if (number == 0 || number > line_begins_.size()) return {};
    const std::size_t begin = line_begins_[number - 1];
    std::string_view text =
        source_.substr(begin, std::min(source_.find('\n', begin), source_.size()) - begin);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    return text;
}

Place ScriptText::place(const Word& word) const {
    const std::string_view first = word.text.substr(0, word.text.find('\n'));
    return {file_, word.line, word.column, std::max(count_characters(first), 1u)};
}

Place ScriptText::place_inside(const Word& word, std::size_t offset, std::size_t length) const {
    if (word.escaped || offset > word.content.size()) return place(word);
    const std::string_view before = word.content.substr(0, offset);
    const auto breaks = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
    Place place{file_, word.content_line + breaks, 0, count_characters(word.content.substr(offset, length))};
    if (breaks == 0) {
        place.column = word.content_column + count_characters(before);
    } else {
        place.column = 1 + count_characters(before.substr(before.rfind('\n') + 1));
    }
    return place;
}

std::optional<std::size_t> ScriptText::find_call(std::string_view function, std::uint32_t line_number,
                                                 std::size_t from) const {
    for (std::size_t i = from; i + 1 < words_.size(); ++i) {
        const Word& word = words_[i];
        if (word.kind != WordKind::name || word.text != function) continue;
        if (line_number != 0 && word.line != line_number) continue;
        if (i > 0 && (is_sign(words_[i - 1], ".") || is_sign(words_[i - 1], ":"))) continue;
        std::size_t argument = i + 1;
        if (is_sign(words_[argument], "(")) ++argument;
        if (words_[argument].kind == WordKind::string || is_sign(words_[argument], "{") || argument > i + 1)
            return argument;
    }
    return std::nullopt;
}

std::vector<TableItem> ScriptText::table(std::size_t open) const {
    std::vector<TableItem> items;
    if (open >= words_.size() || !is_sign(words_[open], "{")) return items;
    int depth = 1;
    std::uint32_t index = 0;
    bool at_item = true;
    for (std::size_t i = open + 1; i + 1 < words_.size(); ++i) {
        const Word& word = words_[i];
        if (at_item && depth == 1 && !is_sign(word, "}")) {
            at_item = false;
            if (word.kind == WordKind::name && is_sign(words_[i + 1], "=")) {
                items.push_back({word.text, 0, i, i + 2});
            } else if (is_sign(word, "[") && words_[i + 1].kind == WordKind::string &&
                       i + 4 < words_.size() && is_sign(words_[i + 3], "=")) {
                items.push_back({words_[i + 1].content, 0, i + 1, i + 4});
            } else {
                items.push_back({{}, ++index, i, i});
            }
        }
        depth += depth_change(word);
        if (depth <= 0) break;
        if (depth == 1 && (is_sign(word, ",") || is_sign(word, ";"))) at_item = true;
    }
    return items;
}

std::vector<rules::Text> phrase_lines(const ScriptText& text, std::string_view value, const Word* word,
                                      const Place& fallback) {
    std::vector<rules::Text> lines;
    for (std::size_t begin = 0; begin <= value.size();) {
        const std::size_t end = std::min(value.find('\n', begin), value.size());
        std::size_t first = begin, last = end;
        const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
        while (first < last && is_blank(value[first])) ++first;
        while (last > first && is_blank(value[last - 1])) --last;
        const std::string_view phrase = value.substr(first, last - first);
        if (!phrase.empty() && phrase.front() != '#' && phrase.substr(0, 2) != "--") {
            lines.push_back({std::string(phrase),
                             word != nullptr ? text.place_inside(*word, first, phrase.size()) : fallback});
        }
        begin = end + 1;
    }
    return lines;
}

}  // namespace assay::lua
