#include "corpus/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/line_ends.h"
#include "text/authority_key.h"

namespace assay::corpus {
namespace {

/// The lines of a table, without their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    LineEnds ends(text);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = std::min(ends.next_line(at), text.size());
        std::string_view line = text.substr(at, next - at);
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
        lines.push_back(line);
        at = next;
    }
    return lines;
}

std::vector<std::string> cells(std::string_view line) {
    std::vector<std::string> out(1);
    for (char c : line) {
        if (c == '\t') {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    for (std::string& cell : out) {
        const auto first = cell.find_first_not_of(" \"");
        const auto last = cell.find_last_not_of(" \"");
        cell = first == std::string::npos ? "" : cell.substr(first, last - first + 1);
    }
    return out;
}

std::string dashed(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c == '_' || c == ' ' ? '-' : static_cast<char>(std::tolower(c));
    });
    return text;
}

std::optional<int> score_of(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The statement that a column head stands for; empty: none.
std::string statement_of(const std::string& head, const Framework& framework) {
    const std::string name = dashed(head);
    for (const Statement& s : framework.statements) {
        if (s.id == name) return s.id;
    }
    for (const Statement& s : framework.statements) {
        if (name.size() >= 6 && s.id.size() >= 6 && (s.id.rfind(name, 0) == 0 || name.rfind(s.id, 0) == 0))
            return s.id;
    }
    return {};
}

std::string base_name(const std::string& path) {
    return path.substr(path.find_last_of("/\\") + 1);
}

}  // namespace

const Label* Labels::find(const std::string& file, const std::string& authority) const {
    const std::string name = base_name(file);
    for (const Label& row : rows) {
        if (!row.file.empty() && row.file == name) return &row;
    }
    if (authority.empty()) return nullptr;
    const std::string key = authority_key(authority);
    for (const Label& row : rows) {
        if (row.file.empty() && authority_key(row.authority) == key) return &row;
    }
    return nullptr;
}

Result<Labels> read_labels(const std::string& text, const std::string& name, const Framework& framework) {
    const std::vector<std::string_view> lines = lines_of(text);
    if (lines.empty()) return Error{"labels", fmt::format("{}: the table is empty.", name)};
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::string_view first = lines.front();
    if (first.substr(0, kByteOrderMark.size()) == kByteOrderMark) first.remove_prefix(kByteOrderMark.size());
    const std::vector<std::string> head = cells(first);
    const auto column = [&](std::initializer_list<const char*> names) -> std::optional<std::size_t> {
        for (const char* wanted : names) {
            for (std::size_t c = 0; c < head.size(); ++c) {
                if (dashed(head[c]) == wanted) return c;
            }
        }
        return std::nullopt;
    };
    const auto file = column({"file", "document", "path"});
    const auto authority = column({"authority", "council"});
    const auto statement = column({"statement"});
    const auto score = column({"score"});
    const auto date = column({"published-on", "published"});
    const auto region = column({"region"});
    std::map<std::size_t, std::string> wide;
    if (!statement) {
        for (std::size_t c = 0; c < head.size(); ++c) {
            const std::string id = statement_of(head[c], framework);
            if (!id.empty()) wide[c] = id;
        }
    }
    if ((!file && !authority) || (statement && !score) || (!statement && wide.empty())) {
        return Error{
            "labels",
            fmt::format(
                "{}: the first line must name the columns `file` or `authority`, and either `statement` and "
                "`score` or one column for each statement, parted by tabs.",
                name)};
    }

    Labels labels;
    std::map<std::pair<std::string, std::string>, std::size_t> row_of;
    std::map<std::string, int> unknown;
    for (std::size_t number = 2; number <= lines.size(); ++number) {
        std::vector<std::string> cell = cells(lines[number - 1]);
        if (cell.size() == 1 && cell[0].empty()) continue;
        cell.resize(std::max(cell.size(), head.size()));
        const std::string file_name = file ? base_name(cell[*file]) : "";
        const std::string council = authority ? cell[*authority] : "";
        const auto inserted =
            row_of.try_emplace({file_name, file ? "" : authority_key(council)}, labels.rows.size());
        const auto at = inserted.first;  // clang 14 lets no lambda capture a structured binding
        if (inserted.second)
            labels.rows.push_back(
                {file_name, council, date ? cell[*date] : "", region ? cell[*region] : "", {}});
        const auto put = [&](const std::string& id, const std::string& value) {
            const auto parsed = score_of(value);
            if (!parsed || *parsed < kLowestScore || *parsed > kHighestScore) {
                // Tables of published scores leave cells empty where there is none.
                if (!value.empty())
                    labels.remarks.push_back(fmt::format(
                        "{}, line {}: `{}` is no score from 1 to 4; left out.", name, number, value));
                return;
            }
            auto& scores = labels.rows[at->second].scores;
            const auto [old, added] = scores.try_emplace(id, *parsed);
            if (!added && old->second != *parsed) {
                labels.remarks.push_back(
                    fmt::format("{}, line {}: {} has two scores for {}; the first counts.", name, number,
                                file_name.empty() ? council : file_name, id));
            }
        };
        if (statement) {
            const std::string id = dashed(cell[*statement]);
            if (framework.find_statement(id) == nullptr) {
                ++unknown[cell[*statement]];
                continue;
            }
            put(id, cell[*score]);
        } else {
            for (const auto& [c, id] : wide) put(id, cell[c]);
        }
    }
    for (const auto& [id, count] : unknown) {
        labels.remarks.push_back(fmt::format("{}: {} has no statement `{}`; {} {} left out.", name,
                                             framework.id, id, count, count == 1 ? "line is" : "lines are"));
    }
    return labels;
}

}  // namespace assay::corpus
