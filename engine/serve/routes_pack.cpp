#include <algorithm>
#include <array>
#include <map>

#include "analyzer/run_examples.h"
#include "core/sha256.h"
#include "report/json_out.h"
#include "rules/format_file.h"
#include "rules/pack_content.h"
#include "serve/answers.h"
#include "serve/git.h"
#include "serve/routes.h"

namespace assay::serve {
namespace {

using report::JsonOut;

Response files(const Call& call) {
    const auto view = call.desk().refresh();
    std::map<std::string, std::array<std::size_t, 2>> counts;  // errors, warnings
    for (const Diagnostic& d : view->diagnostics) {
        if (d.severity != Severity::note) ++counts[d.place.file][d.severity == Severity::error ? 0 : 1];
    }
    JsonOut json;
    json.open_object();
    json.array("files");
    for (const FileEntry& entry : view->files) {
        const auto draft = view->drafts.find(entry.path);
        const bool drafted = draft != view->drafts.end();
        json.open_object();
        json.field("path", entry.path);
        json.field("kind", entry.kind);
        json.field("inherited", entry.inherited);
        json.field_or_null("sha256", entry.sha256);
        json.field("draft", drafted && differs(entry, draft->second));
        json.field("changed_on_disk", drafted && draft->second.base_sha256 != entry.sha256);
        json.field("errors", counts[entry.path][0]);
        json.field("warnings", counts[entry.path][1]);
        json.close_object();
    }
    json.close_array();
    json.close_object();
    return json_answer(json.str());
}

Response rules(const Call& call) {
    const auto view = call.desk().refresh();
    const auto& pack = view->current ? view->current : view->saved;
    if (!pack) return failed({"mistakes", "The pack has mistakes."});
    // Counts of the rules as they are now where they are at hand, else as they were saved.
    auto corpus = call.bench.corpus().at_hand(view->current_key);
    const RulePack* counted = view->current.get();
    if (!corpus && view->saved) {
        corpus = call.bench.corpus().at_hand(view->saved_key);
        counted = view->saved.get();
    }
    std::map<std::string, std::size_t> fires;
    if (corpus) {
        std::vector<std::size_t> last(counted->rules().size(), SIZE_MAX),
            documents(counted->rules().size(), 0);
        for (std::size_t r = 0; r < corpus->reports.size(); ++r) {
            for (const Assessment& assessment : corpus->reports[r].assessments) {
                for (const Finding& finding : assessment.findings) {
                    if (last[finding.rule] != r) ++documents[finding.rule];
                    last[finding.rule] = r;
                }
            }
        }
        for (std::size_t i = 0; i < documents.size(); ++i) fires[counted->rules()[i].id] = documents[i];
    }
    static constexpr std::array<const char*, 3> kStatus{"active", "draft", "off"};
    JsonOut json;
    json.open_object();
    json.array("rules");
    for (const RuleInfo& rule : pack->rules()) {
        json.open_object();
        json.field("id", rule.id);
        json.field("title", rule.title);
        json.texts("statements", rule.statements);
        json.field("level", rule.level);
        json.field("points", rule.points);
        json.field("status", kStatus[static_cast<std::size_t>(rule.status)]);
        json.field("kind", rule.kind);
        json.field("group", rule.group);
        json.field("rationale", rule.rationale);
        json.field("file", path_of(call.desk(), rule.place));
        json.field("line", rule.place.line);
        const auto found = fires.find(rule.id);
        json.field("fires", found == fires.end() ? std::nullopt : std::optional(found->second));
        json.close_object();
    }
    json.close_array();
    json.close_object();
    return json_answer(json.str());
}

Response file(const Call& call) {
    const auto state = call.desk().file(call.request.parameter("path"));
    if (!state) return failed(state.error());
    JsonOut json;
    json.open_object();
    json.field("path", state->entry.path);
    json.field("kind", state->entry.kind);
    json.field("text", state->text);
    json.field_or_null("sha256", state->entry.sha256);
    json.field("inherited", state->entry.inherited);
    write_draft(json, state->draft ? &*state->draft : nullptr);
    json.field("changed_on_disk", state->changed_on_disk);
    json.close_object();
    return json_answer(json.str());
}

/// 409 with what the other window wrote.
Response draft_conflict(const Call& call, const Error& error) {
    JsonOut json;
    json.open_object();
    json.object("error");
    json.field("code", "conflict");
    json.field("message", error.message);
    json.close_object();
    const auto view = call.desk().view();
    const auto draft = view->drafts.find(call.request.parameter("path"));
    write_draft(json, draft == view->drafts.end() ? nullptr : &draft->second);
    json.close_object();
    return json_answer(json.str(), 409);
}

Response put_draft(const Call& call) {
    const auto text = call.body.text("text");
    if (!text) return failure(400, "bad_request", "The draft has no text.");
    // What is being compared belongs to an older draft: its processors are wanted for this one.
    (void)call.pack->newest_impact();
    const std::string& path = call.request.parameter("path");
    const auto revision = call.desk().put_draft(
        path, *text, static_cast<std::uint64_t>(call.body.number("revision").value_or(0)),
        call.body.text("base_sha256").value_or(""));
    if (!revision)
        return revision.error().code == "conflict" ? draft_conflict(call, revision.error())
                                                   : failed(revision.error());
    const auto view = call.desk().view();
    JsonOut json;
    json.open_object();
    json.field("revision", *revision);
    json.field("pack_revision", view->revision);
    write_diagnostics(json, view->diagnostics, path);
    json.close_object();
    return json_answer(json.str());
}

Response drop_draft(const Call& call) {
    const Done dropped = call.desk().drop_draft(call.request.parameter("path"));
    return dropped ? json_answer("{}") : failed(dropped.error());
}

Response save(const Call& call) {
    const std::string& path = call.request.parameter("path");
    PackDesk::SaveRequest request;
    request.revision = static_cast<std::uint64_t>(call.body.number("revision").value_or(0));
    request.base_sha256 = call.body.text("base_sha256").value_or("");
    request.overwrite = call.body.truth("overwrite");
    request.anyway = call.body.truth("anyway");
    const auto hash = call.desk().save(path, request);
    if (hash) {
        JsonOut json;
        json.open_object();
        json.field("sha256", *hash);
        json.field("saved", true);
        json.close_object();
        return json_answer(json.str());
    }
    if (hash.error().code == "conflict") return draft_conflict(call, hash.error());
    if (hash.error().code != "changed-on-disk") return failed(hash.error());
    const auto state = call.desk().file(path);
    JsonOut json;
    json.open_object();
    json.object("error");
    json.field("code", "changed_on_disk");
    json.field("message", hash.error().message);
    json.close_object();
    json.object("disk");
    json.field("text", state ? state->text : "");
    json.field_or_null("sha256", state ? state->entry.sha256 : "");
    json.close_object();
    json.close_object();
    return json_answer(json.str(), 409);
}

Response format(const Call& call) {
    const auto text = call.body.text("text");
    if (!text) return failure(400, "bad_request", "There is no text.");
    const std::string path = call.body.text("path").value_or("x.yaml");
    const bool lua = path.size() > 4 && path.compare(path.size() - 4, 4, ".lua") == 0;
    const auto formatted = lua ? std::nullopt : assay::rules::format_rule_file(*text);
    JsonOut json;
    json.open_object();
    json.field("text", formatted.value_or(*text));
    json.field("changed", formatted && *formatted != *text);
    json.close_object();
    return json_answer(json.str());
}

Response diagnostics(const Call& call) {
    const auto view = call.desk().refresh_judged();
    JsonOut json;
    json.open_object();
    json.field("revision", view->revision);
    write_diagnostics(json, view->diagnostics, call.request.parameter("path"));
    json.close_object();
    return json_answer(json.str());
}

Response examples(const Call& call) {
    const auto view = call.desk().refresh();
    if (!view->current) return failed({"mistakes", "The pack has mistakes, so examples cannot run."});
    const std::string& path = call.request.parameter("path");
    analyzer::ExamplesOptions options;
    options.wanted = [&](const RuleInfo& rule) {
        const std::string file = path_of(call.desk(), rule.place);
        return path.empty() ? file.rfind("..", 0) != 0 : file == path;
    };
    const analyzer::ExamplesRun run = analyzer::run_examples(*view->current, options);
    std::size_t failures = 0;
    JsonOut json;
    json.open_object();
    json.array("failures");
    for (const analyzer::ExampleOutcome& outcome : run.outcomes) {
        if (outcome.passed) continue;
        const bool closed = outcome.kind == analyzer::ExampleKind::todo && outcome.fired;
        failures += closed ? 0 : 1;
        json.open_object();
        json.field("rule", view->current->rules()[outcome.rule].id);
        json.field("file", path_of(call.desk(), outcome.text.place));
        json.field("line", outcome.text.place.line);
        json.field("kind", analyzer::to_string(outcome.kind));
        json.field("text", outcome.text.value);
        json.field("message", closed ? "this known gap is closed now" : outcome.failure);
        json.field("severity", closed ? "note" : "error");
        json.close_object();
    }
    json.close_array();
    json.field("run", run.outcomes.size());
    json.field("failed", failures);
    json.close_object();
    return json_answer(json.str());
}

Response git_diff(const Call& call) {
    const GitState git = git_state(call.desk().folder());
    JsonOut json;
    json.open_object();
    json.field("git", git.git);
    json.field_or_null("branch", git.branch);
    json.field("diff", git.diff);
    json.field("untracked", git.untracked);
    json.field("new_files", git.new_files);
    json.close_object();
    return json_answer(json.str());
}

Response changes(const Call& call) {
    const std::string& since = call.request.parameter("since");
    std::uint64_t stamp = 0;
    for (const char c : since) {
        if (c < '0' || c > '9' || stamp > 1000000000)
            return failure(400, "bad_request", "`since` is no number.");
        stamp = stamp * 10 + static_cast<std::uint64_t>(c - '0');
    }
    const auto [now, changed] = call.desk().changes(stamp);
    JsonOut json;
    json.open_object();
    json.field("stamp", now);
    json.array("files");
    for (const OutsideChange& change : changed) {
        json.open_object();
        json.field("path", change.path);
        json.field_or_null("sha256", change.sha256);
        json.close_object();
    }
    json.close_array();
    json.close_object();
    return json_answer(json.str());
}

Response completion(const Call& call) {
    const auto view = call.desk().view();
    const auto& pack = view->current ? view->current : view->saved;
    JsonOut json;
    json.open_object();
    json.array("lists");
    if (pack) {
        for (const assay::rules::ListSpec& list : pack->content().lists) {
            json.open_object();
            json.field("name", list.name.value);
            json.field("about", list.about);
            json.array("words");
            for (std::size_t i = 0; i < std::min<std::size_t>(list.entries.size(), 8); ++i)
                json.value(list.entries[i].value);
            json.close_array();
            json.field("entries", list.entries.size());
            json.close_object();
        }
    }
    json.close_array();
    json.array("rules");
    if (pack) {
        for (const RuleInfo& rule : pack->rules()) {
            json.open_object();
            json.field("id", rule.id);
            json.field("title", rule.title);
            json.close_object();
        }
    }
    json.close_array();
    std::vector<std::string> statements, sections, groups;
    if (pack) {
        for (const Statement& each : pack->framework().statements) statements.push_back(each.id);
        for (const SectionKind& each : pack->framework().sections) sections.push_back(each.id);
        for (const assay::rules::GroupSpec& each : pack->content().groups) groups.push_back(each.id.value);
    }
    json.texts("statements", statements);
    json.texts("sections", sections);
    json.texts("groups", groups);
    json.texts("cues", assay::rules::cue_kinds());
    json.texts("keys", assay::rules::rule_keys());
    json.texts("units", std::vector<std::string>{"percent", "count", "ratio", "duration", "rate", "money"});
    json.close_object();
    return json_answer(json.str());
}

}  // namespace

std::vector<Route> pack_routes() {
    return {{"GET", "/packs/{pack}/files", Lane::quick, 0, files},
            {"GET", "/packs/{pack}/rules", Lane::quick, 0, rules},
            {"GET", "/packs/{pack}/file", Lane::quick, 0, file},
            {"PUT", "/packs/{pack}/draft", Lane::quick, kJsonLimit, put_draft},
            {"DELETE", "/packs/{pack}/draft", Lane::quick, kSmallLimit, drop_draft},
            {"POST", "/packs/{pack}/save", Lane::quick, kSmallLimit, save},
            {"POST", "/packs/{pack}/format", Lane::quick, kJsonLimit, format},
            {"GET", "/packs/{pack}/diagnostics", Lane::slow, 0, diagnostics},
            {"GET", "/packs/{pack}/examples", Lane::slow, 0, examples},
            {"GET", "/packs/{pack}/git-diff", Lane::slow, 0, git_diff},
            {"GET", "/packs/{pack}/changes", Lane::quick, 0, changes},
            {"GET", "/packs/{pack}/completion", Lane::quick, 0, completion}};
}

}  // namespace assay::serve
