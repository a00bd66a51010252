// What a table over many reports tells of each.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/writer.h"

namespace assay::report {

/// A row for each assessment, or one for a report without any.
std::vector<SummaryRow> summary_rows(const ScoredReport& report, const ReportContext* context);

/// Files that are there twice, known by their bytes.
class SameFiles {
public:
    /// Remembers a file. "b.txt is the same file as a.txt." where an earlier one had this SHA-256; else
    /// empty, also for a file that could not be read (its hash is empty).
    std::string add(const std::string& path, const std::string& sha256);

private:
    std::map<std::string, std::string> first_;  // path by hash
};

/// What to remark on a row in a word: "incomplete", "differs", "abstained", or nothing. That scores differ
/// shows in the figures; that a rule failed, which may be why, does not.
std::string_view remark(const SummaryRow& row);

}  // namespace assay::report
