#include "serve/answers.h"

#include <algorithm>
#include <tuple>

#include "core/sha256.h"
#include "report/diagnostic_text.h"

namespace assay::serve {

void write_diagnostics(report::JsonOut& json, const Diagnostics& diagnostics, const std::string& first) {
    std::vector<const Diagnostic*> order;
    for (const Diagnostic& d : diagnostics) order.push_back(&d);
    std::stable_sort(order.begin(), order.end(), [&](const Diagnostic* a, const Diagnostic* b) {
        return std::tuple(a->place.file != first, a->place.file, a->place.line, a->place.column) <
               std::tuple(b->place.file != first, b->place.file, b->place.line, b->place.column);
    });
    json.array("diagnostics");
    for (const Diagnostic* d : order) {
        json.open_object();
        json.field("code", d->code);
        json.field("severity", report::to_string(d->severity));
        json.field("file", d->place.file);
        json.field("line", d->place.line);
        json.field("column", d->place.column);
        json.field("length", d->place.length);
        json.field("message", d->message);
        json.field("suggestion", d->suggestion);
        json.field("source", d->source_line);
        json.close_object();
    }
    json.close_array();
}

void write_draft(report::JsonOut& json, const Draft* draft) {
    json.key("draft");
    if (draft == nullptr) {
        json.null();
        return;
    }
    json.open_object();
    json.field("text", draft->text);
    json.field("revision", draft->revision);
    json.field("base_sha256", draft->base_sha256);
    json.close_object();
}

std::string path_of(const PackDesk& desk, const Place& place) {
    return std::filesystem::path(place.file).lexically_relative(desk.folder()).generic_string();
}

bool differs(const FileEntry& entry, const Draft& draft) {
    return sha256_hex(draft.text) != entry.sha256;
}

}  // namespace assay::serve
