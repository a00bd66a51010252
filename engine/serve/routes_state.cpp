#include "assay/engine.h"
#include "report/json_out.h"
#include "serve/answers.h"
#include "serve/assets.h"
#include "serve/git.h"
#include "serve/routes.h"

namespace assay::serve {
namespace {

using report::JsonOut;

void write_pack(JsonOut& json, const PackDesk& desk) {
    const auto view = desk.view();
    const auto& pack = view->current ? view->current : view->saved;
    json.open_object();
    json.field("id", desk.id());
    json.field("title", pack ? pack->title() : desk.id());
    json.field("version", pack ? pack->version() : "");
    json.field("hash", pack ? pack->hash() : "");
    json.field("folder", desk.folder().generic_string());
    json.array("statements");
    if (pack) {
        for (const Statement& statement : pack->framework().statements) {
            json.open_object();
            json.field("id", statement.id);
            json.field("title", statement.title);
            json.field("theme", statement.theme);
            json.close_object();
        }
    }
    json.close_array();
    json.array("levels");
    for (int level = kHighestScore; level >= kLowestScore; --level) {
        const auto at = static_cast<std::size_t>(level - kLowestScore);
        json.open_object();
        json.field("level", level);
        json.field("name", pack && !pack->framework().grade_words[at].empty()
                               ? pack->framework().grade_words[at].front()
                               : std::to_string(level));
        json.field("descriptor", pack ? pack->framework().descriptors[at] : "");
        json.close_object();
    }
    json.close_array();
    json.field("git", in_git(desk.folder()));
    std::size_t errors = 0;
    for (const Diagnostic& d : view->diagnostics) errors += d.severity == Severity::error ? 1 : 0;
    json.field("errors", errors);
    json.field("revision", view->revision);
    json.close_object();
}

Response state(const Call& call) {
    JsonOut json;
    json.open_object();
    json.field("version", version());
    json.object("workbench");
    json.field("present", workbench_is_embedded());
    json.close_object();
    json.array("packs");
    std::size_t assessments = 0;
    std::size_t documents = 0;
    for (const auto& room : call.bench.packs()) {
        const auto view = room->desk().refresh();
        write_pack(json, room->desk());
        if (const auto corpus = call.bench.corpus().at_hand(view->saved_key)) {
            documents += corpus->reports.size();
            assessments += corpus->labelled.size();
        }
    }
    json.close_array();
    const CorpusStatus status = call.bench.corpus().status();
    json.object("corpus");
    json.field_or_null("folder", status.folder);
    json.field("documents", documents);
    json.field("assessments", assessments);
    json.field("state", status.state);
    json.field("done", status.done);
    json.field("total", status.total);
    json.field("message", status.message);
    json.close_object();
    json.close_object();
    return json_answer(json.str());
}

Response schema(const Call& call) {
    const auto text = embedded_document(call.name("name") + ".schema.json");
    if (!text)
        return failure(404, "no_schema", "There is no such schema.", "pack, framework, rules or model.");
    return json_answer(std::string(*text));
}

Response openapi(const Call&) {
    const auto text = embedded_document("openapi.json");
    return text ? json_answer(std::string(*text)) : failure(404, "not_found", "There is no description.");
}

Response job(const Call& call) {
    const auto found = call.bench.jobs().find(call.name("job"));
    return found ? json_answer(found->json()) : failure(404, "no_job", "There is no such job.");
}

Response cancel_job(const Call& call) {
    const auto found = call.bench.jobs().find(call.name("job"));
    if (!found) return failure(404, "no_job", "There is no such job.");
    call.bench.jobs().cancel(*found);
    return json_answer(found->json());
}

}  // namespace

std::vector<Route> state_routes() {
    return {{"GET", "/state", Lane::quick, 0, state},
            {"GET", "/schema/{name}", Lane::quick, 0, schema},
            {"GET", "/openapi.json", Lane::quick, 0, openapi},
            {"GET", "/jobs/{job}", Lane::quick, 0, job},
            {"DELETE", "/jobs/{job}", Lane::quick, kSmallLimit, cancel_job}};
}

}  // namespace assay::serve
