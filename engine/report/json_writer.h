// JSON: the contract of docs/json.md, written as a stream, never held as a tree.
#pragma once

#include "report/writer.h"

namespace assay::report {

/// One object {"assay": {...}, "reports": [...]}, reports one a line.
std::unique_ptr<Writer> make_json_writer(const LayoutOptions& options = {});
/// One report object a line, and nothing else.
std::unique_ptr<Writer> make_jsonl_writer(const LayoutOptions& options = {});

}  // namespace assay::report
