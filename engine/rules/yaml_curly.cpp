#include "rules/yaml_curly.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/yaml_values.h"

namespace assay::rules {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// The length of a curly quotation mark at a byte; 0 where there is none.
std::size_t curly_at(std::string_view line, std::size_t at) {
    for (const std::string_view mark : {"“", "”", "„", "‘", "’"}) {
        if (line.substr(at, mark.size()) == mark) return mark.size();
    }
    return 0;
}

struct CurlyValue {
    std::string_view key;  // the last before it
    std::size_t open = 0, begin = 0;
    std::size_t end = 0, close = 0;  // of what is inside, and of all
};

// Finds the values of a line that stand in curly quotation marks.
class CurlyReader {
public:
    CurlyReader(std::string_view line, const YamlRow& row) : line_(line), row_(row) {}

    std::vector<CurlyValue> run() {
        std::vector<CurlyValue> found;
        if (row_.value == kNowhere) return found;
        const bool flow = line_[row_.value] == '{' || line_[row_.value] == '[';
        std::string_view key = row_.has_key() ? line_.substr(row_.begin, row_.colon - row_.begin) : "";
        char before = 0;
        for (std::size_t i = row_.value; i < line_.size(); ++i) {
            const char c = line_[i];
            if (c == ' ') continue;
            const bool begins = before == 0 || before == '[' || before == '{' || before == ',' ||
                                (before == ':' && line_[i - 1] == ' ');
            if (begins && (c == '"' || c == '\'')) {
                i = std::min(line_.find(c, i + 1), line_.size());
            } else if (begins && curly_at(line_, i) != 0) {
                if (const std::size_t close = closing(i, flow); close != kNone) {
                    const std::size_t length = curly_at(line_, close);
                    const std::size_t inside = i + curly_at(line_, i);
                    found.push_back({key, i, inside, close, close + std::max<std::size_t>(length, 1)});
                    i = found.back().close - 1;
                }
            } else if (before == 0 && !flow) {
                return found;
            } else if (c == ':') {
                const std::size_t word = line_.find_last_of(" {[,", i) + 1;
                key = line_.substr(word, i - word);
            }
            before = c;
        }
        return found;
    }

private:
    // The mark, curly or not, behind which the value ends.
    std::size_t closing(std::size_t open, bool flow) const {
        for (std::size_t i = open + curly_at(line_, open); i < line_.size(); ++i) {
            const std::size_t length = line_[i] == '"' || line_[i] == '\'' ? 1 : curly_at(line_, i);
            if (length == 0) continue;
            const std::size_t next = line_.find_first_not_of(' ', i + length);
            if (next == kNone || line_[next] == '#' ||
                (flow && std::string_view(",]}").find(line_[next]) != kNone))
                return i;
        }
        return kNone;
    }

    std::string_view line_;
    const YamlRow& row_;
};

// Whether marks around this value can only be meant as YAML's: what is in them is no prose.
bool is_language(std::string_view line, const CurlyValue& value) {
    static constexpr std::array<std::string_view, 9> kKeys{"capture", "test", "unit", "phrase", "phrases",
                                                           "near",    "all",  "any",  "none"};
    if (std::find(kKeys.begin(), kKeys.end(), value.key) == kKeys.end() || value.begin >= value.end)
        return false;
    const std::string_view mark = line.substr(value.open, value.begin - value.open);
    if (mark != "‘" && mark != "’") return true;
    // An apostrophe may begin a word.
    const std::string_view inside = line.substr(value.begin, value.end - value.begin);
    return value.key == "test" || std::string_view("@~*{[<>=").find(inside.front()) != kNone ||
           (inside.find('{') != kNone && in_brackets(line, value.open));
}

}  // namespace

std::optional<YamlHint> curly_quotes(const std::vector<std::string>& lines, const YamlRows& file,
                                     std::size_t l) {
    const std::string& line = lines[l];
    if (line.find('\xE2') == kNone) return std::nullopt;  // all curly marks begin with it
    std::vector<CurlyValue> values = CurlyReader(line, file.rows[l]).run();
    std::erase_if(values, [&](const CurlyValue& value) { return !is_language(line, value); });
    if (values.empty()) return std::nullopt;
    const std::size_t first = values.front().open;
    std::string right;
    if (values.size() == 1) {
        const CurlyValue& value = values.front();
        right = fmt::format("{}{}", key_before(line, first),
                            quoted(std::string_view(line).substr(value.begin, value.end - value.begin)));
    } else {
        right = line;
        for (auto value = values.rbegin(); value != values.rend(); ++value)
            right.replace(value->open, value->close - value->open,
                          quoted(std::string_view(line).substr(value->begin, value->end - value->begin)));
        right = trimmed_end(right.substr(file.rows[l].begin));
    }
    return YamlHint{{l, first},
                    "These quotation marks are curly; around a value they must be straight.",
                    fmt::format("Write `{}`.", right)};
}

}  // namespace assay::rules
