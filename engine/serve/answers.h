// Parts of answers that several routes give.
#pragma once

#include <string>

#include "assay/diagnostic.h"
#include "report/json_out.h"
#include "serve/pack_desk.h"

namespace assay::serve {

/// Items as in `assay check --format json`, those of `first` before the others, then by place.
void write_diagnostics(report::JsonOut& json, const Diagnostics& diagnostics, const std::string& first = {});

/// {text, revision, base_sha256}, or null.
void write_draft(report::JsonOut& json, const Draft* draft);

/// Where a rule is written, as FileEntry::path has it.
std::string path_of(const PackDesk& desk, const Place& place);

/// Whether a draft says something else than the file.
bool differs(const FileEntry& entry, const Draft& draft);

}  // namespace assay::serve
