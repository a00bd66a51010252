// What is embedded in the program: the page, when it was built, and the documents that describe the
// interface.
#pragma once

#include <optional>
#include <string_view>

namespace assay::serve {

struct Asset {
    std::string_view path;  ///< "/assets/index-1a2b.js"; the page itself is "/index.html"
    std::string_view type;
    std::string_view bytes;
    std::string_view gzip;  ///< the same compressed; empty: not worth it
};

/// By path; null where there is none.
const Asset* find_asset(std::string_view path);
bool workbench_is_embedded();

/// "openapi.json", "rules.schema.json".
std::optional<std::string_view> embedded_document(std::string_view name);

}  // namespace assay::serve
