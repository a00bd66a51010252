// Every code that assay can say, with its page.
#pragma once

#include <string>
#include <vector>

namespace assay::analyzer {

/// A page as the person reads it; empty fields are left out.
struct Page {
    std::string code;
    std::string title;
    std::string what;
    std::string why;
    std::string mend;
    std::string example;
};

/// Pages of all rooms, by code.
std::vector<Page> code_table();

/// The whole of docs/diagnostics.md.
std::string code_table_markdown();

}  // namespace assay::analyzer
