#include "rules/yaml_rows.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "rules/find_any.h"

namespace assay::rules {

namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

class RowReader {
public:
    explicit RowReader(const std::vector<std::string>& lines) : lines_(lines) {
        out_.rows.resize(lines.size());
    }

    YamlRows run() {
        for (std::size_t l = 0; l < lines_.size(); ++l) line(l);
        return std::move(out_);
    }

private:
    void line(std::size_t l) {
        const std::string& text = lines_[l];
        YamlRow& row = out_.rows[l];
        row.indent = std::min(text.find_first_not_of(' '), text.size());
        row.begin = row.indent;
        row.empty = row.indent == text.size();
        if (block_ != kNowhere) {
            const YamlRow& opener = out_.rows[block_];
            // A block belongs to what its key belongs to: deeper lines are its text.
            if (row.empty || row.indent > (opener.dash ? opener.indent : opener.begin)) {
                row.opener = block_;
                return;
            }
            block_ = kNowhere;
        }
        row.empty = row.empty || text[row.indent] == '#';
        if (row.empty) return;
        split(text, row);
        const bool fresh = row.has_key() || row.dash;
        if (!brackets_.empty() && quote_ == 0 && fresh && row.indent <= flow_indent_) {
            if (!out_.unclosed) out_.unclosed = brackets_.front();
            brackets_.clear();
        }
        row.inside = quote_ != 0 || !brackets_.empty();
        if (brackets_.empty() && quote_ == 0) flow_indent_ = row.indent;
        scan(l, row.inside ? row.indent : row.value);
        if (quote_ == 0 && brackets_.empty() && opens_block(text)) {
            row.block = true;
            block_ = l;
        }
    }

    static void split(const std::string& text, YamlRow& row) {
        while (row.begin < text.size() && text[row.begin] == '-' &&
               (row.begin + 1 == text.size() || text[row.begin + 1] == ' ')) {
            row.dash = true;
            row.begin = std::min(text.find_first_not_of(' ', row.begin + 1), text.size());
        }
        std::size_t end = row.begin;
        while (end < text.size() && is_word(text[end])) ++end;
        if (end > row.begin && end < text.size() && text[end] == ':' &&
            (end + 1 == text.size() || text[end + 1] == ' '))
            row.colon = end;
        const std::size_t value = row.has_key() ? text.find_first_not_of(' ', row.colon + 1) : row.begin;
        row.value = value < text.size() && text[value] != '#' ? value : kNowhere;
    }

    static bool opens_block(std::string_view text) {
        if (find_any(text, 0, '|', '>') == text.size()) return false;
        text = text.substr(0, text.find(" #"));
        while (!text.empty() && (text.back() == ' ' || text.back() == '+' || text.back() == '-' ||
                                 std::isdigit(static_cast<unsigned char>(text.back())) != 0))
            text.remove_suffix(1);
        if (text.size() < 2 || (text.back() != '|' && text.back() != '>')) return false;
        return text[text.size() - 2] == ' ';
    }

    // Quotes and brackets from a column on.
    void scan(std::size_t l, std::size_t from) {
        const std::string& text = lines_[l];
        if (from == kNowhere) return;
        char before = quote_ != 0 || !brackets_.empty() ? ' ' : 0;
        for (std::size_t i = from; i < text.size(); ++i) {
            const char c = text[i];
            if (quote_ != 0) {
                if (quote_ == '"' && c == '\\') {
                    ++i;
                } else if (quote_ == '\'' && c == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
                    ++i;
                } else if (c == quote_) {
                    quote_ = 0;
                    if (open_.line == l) early(l, open_, i, out_.quote_ends);
                    before = c;
                }
                continue;
            }
            if (c == '#' && i > 0 && text[i - 1] == ' ') break;
            const bool flow = !brackets_.empty();
            const bool begins =
                before == 0 || (flow && (before == '[' || before == '{' || before == ',' ||
                                         (before == ':' && text[i - 1] == ' ') || before == ' '));
            if (begins && (c == '"' || c == '\'')) {
                quote_ = c;
                open_ = {l, i};
            } else if ((c == '[' || c == '{') && (begins || flow)) {
                if (!begins && !out_.bare_bracket && std::string_view("]}\"':").find(before) == kNowhere)
                    out_.bare_bracket = FilePoint{l, i};
                brackets_.push_back({l, i});
            } else if ((c == ']' || c == '}') && flow) {
                const FilePoint opened = brackets_.back();
                brackets_.pop_back();
                if (opened.line == l) early(l, opened, i, out_.bracket_ends);
            } else if (!flow && before == 0) {
                return;  // a plain text goes on to the end of the line
            }
            if (c != ' ') before = c;
        }
    }

    // What may follow the end of a value: a comment, the end of what it stands in, or the colon of a key.
    void early(std::size_t l, FilePoint open, std::size_t close, std::optional<EarlyEnd>& out) const {
        const std::string& text = lines_[l];
        const std::size_t next = text.find_first_not_of(' ', close + 1);
        if (out || next == std::string::npos || (text[next] == '#' && next > close + 1)) return;
        const std::string_view fine = brackets_.empty() ? ":" : ",]}:";
        if (fine.find(text[next]) == std::string_view::npos) out = EarlyEnd{open, close};
    }

    const std::vector<std::string>& lines_;
    YamlRows out_;
    std::vector<FilePoint> brackets_;
    std::size_t flow_indent_ = 0;
    std::size_t block_ = kNowhere;
    char quote_ = 0;
    FilePoint open_;
};

}  // namespace

YamlRows read_rows(const std::vector<std::string>& lines) {
    return RowReader(lines).run();
}

std::size_t row_above(const YamlRows& file, std::size_t l) {
    while (l-- > 0) {
        const YamlRow& row = file.rows[l];
        if (!row.empty && !row.in_block() && !row.inside) return l;
    }
    return kNowhere;
}

std::size_t row_below(const YamlRows& file, std::size_t l) {
    while (++l < file.rows.size()) {
        const YamlRow& row = file.rows[l];
        if (!row.empty && !row.in_block() && !row.inside) return l;
    }
    return kNowhere;
}

}  // namespace assay::rules
