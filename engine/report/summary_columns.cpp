#include "report/summary_columns.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "report/text_layout.h"
#include "report/utf8.h"
#include "text/authority_key.h"

namespace assay::report {
namespace {

// With less room for both, a file's name stands in the place of its council's.
constexpr int kRoomForBoth = 44;

std::string base_name(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

int width_of(const std::string& text) {
    return display_width(std::string_view(text));
}

class Columns {
public:
    Columns(const std::vector<SummaryRow>& rows, int columns, bool unicode)
        : rows_(rows), room_(columns), unicode_(unicode) {}

    SummaryColumns run() {
        name_files();
        choose_statements();
        const int left = room_ - statement_width_ - 1;
        find_unclear(left);
        out_.with_file = !unclear_.empty() && left >= kRoomForBoth;
        out_.with_file ? both(left - 1) : one(left);
        return std::move(out_);
    }

private:
    // Base names, where they tell all files apart.
    void name_files() {
        std::map<std::string, std::set<std::string>> paths_of;
        for (const SummaryRow& row : rows_) paths_of[base_name(row.path)].insert(row.path);
        const bool apart = std::all_of(paths_of.begin(), paths_of.end(),
                                       [](const auto& each) { return each.second.size() == 1; });
        for (const SummaryRow& row : rows_) file_[row.path] = apart ? base_name(row.path) : row.path;
    }

    void choose_statements() {
        int titles = 0, ids = 0;
        for (const SummaryRow& row : rows_) {
            titles = std::max(titles, width_of(row.title));
            ids = std::max(ids, width_of(row.statement));
        }
        by_title_ = titles <= room_ / 2;
        constexpr int kHead = 9;
        statement_width_ = std::clamp(by_title_ ? titles : ids, kHead, room_ / 2);
    }

    // Files whose council does not say which report a row is about.
    void find_unclear(int columns) {
        std::map<std::string, std::set<std::string>> of_council, of_look;
        for (const SummaryRow& row : rows_) {
            if (row.authority.empty()) continue;
            of_council[authority_key(row.authority)].insert(row.path);
            of_look[fitted(row.authority, columns, unicode_)].insert(row.path);
        }
        for (const auto* by : {&of_council, &of_look}) {
            for (const auto& [name, paths] : *by) {
                if (paths.size() > 1) unclear_.insert(paths.begin(), paths.end());
            }
        }
    }

    std::string statement(const SummaryRow& row) const {
        return fitted(by_title_ ? row.title : row.statement, statement_width_, unicode_);
    }

    void both(int columns) {
        int files = 0, councils = 0;
        for (const SummaryRow& row : rows_) {
            councils = std::max(councils, width_of(row.authority));
            files = std::max(files, width_of(file_.at(row.path)));
        }
        // The narrower one leaves what it does not need to the other.
        const int council_width = std::min(councils, std::max(columns - files, columns * 45 / 100));
        const int file_width = std::min(files, columns - council_width);
        const auto add = [&](const std::string& council, const std::string& file, std::string statement) {
            return SummaryColumns::Row{fitted(council, council_width, unicode_),
                                       fitted_end(file, file_width, unicode_), std::move(statement)};
        };
        out_.head = add("Report", "File", fitted("Statement", statement_width_, unicode_));
        for (const SummaryRow& row : rows_)
            out_.rows.push_back(add(row.authority, file_.at(row.path), statement(row)));
    }

    void one(int columns) {
        int widest = width_of("Report");
        const auto by_file = [&](const SummaryRow& row) {
            return row.authority.empty() || unclear_.contains(row.path);
        };
        const auto label = [&](const SummaryRow& row) {
            if (!by_file(row)) return row.authority;
            const bool fits = row.authority.empty() && width_of(row.path) <= columns;
            return fits ? row.path : file_.at(row.path);
        };
        for (const SummaryRow& row : rows_) widest = std::max(widest, width_of(label(row)));
        const int width = std::min(widest, columns);
        out_.head = {fitted("Report", width, unicode_), "", fitted("Statement", statement_width_, unicode_)};
        for (const SummaryRow& row : rows_) {
            out_.rows.push_back(
                {by_file(row) ? fitted_end(label(row), width, unicode_) : fitted(label(row), width, unicode_),
                 "", statement(row)});
        }
    }

    const std::vector<SummaryRow>& rows_;
    int room_;
    bool unicode_;
    std::map<std::string, std::string> file_;  // by path: its name in the table
    std::set<std::string> unclear_;            // paths
    bool by_title_ = true;
    int statement_width_ = 0;
    SummaryColumns out_;
};

}  // namespace

SummaryColumns summary_columns(const std::vector<SummaryRow>& rows, int columns, bool unicode) {
    return Columns(rows, columns, unicode).run();
}

}  // namespace assay::report
