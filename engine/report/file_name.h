// File names for outputs that follow from the names of inputs.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace assay::report {

/// A name without directory or extension: "reports/Northmere 2024.pdf" gives "Northmere-2024". Only
/// letters, digits, "-", "_" and "." remain, at most 120 bytes, never hidden, never empty. Different
/// paths may give the same name.
std::string file_name_for(std::string_view path);

/// Makes names unique: the second "report" becomes "report-2". "index" is taken from the beginning.
/// Letter case does not part names, for some file systems do not keep it apart.
class UniqueNames {
public:
    std::string unique(const std::string& name);

private:
    std::set<std::string> taken_{"index"};
};

}  // namespace assay::report
