// File names for outputs that follow from the names of inputs.
#pragma once

#include <string>
#include <string_view>

namespace assay::report {

/// A name without directory or extension: "reports/Northmere 2024.pdf" gives "Northmere-2024". Only
/// letters, digits, "-", "_" and "." remain, at most 120 bytes, never hidden, never empty. Different
/// paths may give the same name.
std::string file_name_for(std::string_view path);

}  // namespace assay::report
