#include <algorithm>
#include <sstream>

#include "report/json_out.h"
#include "serve/answers.h"
#include "serve/count.h"
#include "serve/exception_trial.h"
#include "serve/phrase_from.h"
#include "serve/report_desk.h"
#include "serve/routes.h"
#include "serve/rule_edit.h"

namespace assay::serve {
namespace {

using report::JsonOut;

Response phrase_mistakes(const Diagnostics& diagnostics) {
    JsonOut json;
    json.open_object();
    json.object("error");
    json.field("code", "bad_phrase");
    json.field("message", diagnostics.empty() ? "The phrase cannot be read." : diagnostics.front().message);
    if (!diagnostics.empty() && !diagnostics.front().suggestion.empty())
        json.field("remedy", diagnostics.front().suggestion);
    json.close_object();
    write_diagnostics(json, diagnostics);
    json.close_object();
    return json_answer(json.str(), 422);
}

Response count(const Call& call) {
    const std::string phrase = call.body.text("phrase").value_or("");
    const auto view = call.desk().view();
    if (!view->saved) return failed({"mistakes", "The saved rules have mistakes."});
    Diagnostics diagnostics;
    const auto probe = Probe::compile(view->current ? *view->current : *view->saved, phrase, diagnostics);
    if (!probe) return phrase_mistakes(diagnostics);
    const auto corpus = call.bench.saved_corpus(*view);
    if (!corpus) return failed(corpus.error());
    return json_answer(count_json(phrase, count_phrase(**corpus, *view->saved, *probe)));
}

/// The report that a body speaks of, scored with every hit that was silenced; none: the answer says why.
struct Spoken {
    std::optional<ScoredReport> scored;
    Span bytes;
    Response refusal;
};

Spoken spoken_of(const Call& call, const JsonIn& where) {
    const auto view = call.desk().view();
    const auto& pack = view->current ? view->current : view->saved;
    if (!pack) return {std::nullopt, {}, failed({"mistakes", "The rules have mistakes."})};
    const auto text = find_text(call.bench, *call.pack, where.text("report").value_or(""));
    if (!text) return {std::nullopt, {}, failure(404, "no_report", "There is no such report here.")};
    ScoredReport scored = score_now(pack, *text, false, true);
    const auto size = static_cast<std::int64_t>(scored.document.text().size());
    const std::int64_t start = where.number("start").value_or(-1), end = where.number("end").value_or(-1);
    if (start < 0 || end <= start || end > size)
        return {
            std::nullopt, {}, failure(400, "bad_request", "`start` and `end` are no stretch of the text.")};
    if (!scored.pack)
        return {std::nullopt, {}, failure(422, "no_framework", "The report belongs to another framework.")};
    return {std::move(scored), {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}, {}};
}

/// The sentence that a stretch of text touches first; none where it touches no evidence.
std::optional<std::uint32_t> sentence_at(const Document& document, Span bytes) {
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        if (document.sentences[s].bytes.overlaps(bytes)) return s;
    }
    return std::nullopt;
}

Response no_evidence() {
    return failure(422, "no_evidence", "No sentence of evidence is selected.",
                   "Headings, page footers and words that state the score are no evidence.");
}

Response phrase_from(const Call& call) {
    Spoken spoken = spoken_of(call, call.body);
    if (!spoken.scored) return spoken.refusal;
    const auto view = call.desk().view();
    Vocabulary none;
    std::shared_ptr<const Vocabulary> words;
    if (const auto corpus = call.bench.corpus().at_hand(view->saved_key))
        words = call.pack->vocabulary(*corpus);
    std::uint32_t sentence = 0;
    const Document& document = spoken.scored->document;
    const auto suggestions =
        phrases_from(*spoken.scored->pack, document, spoken.bytes, words ? *words : none, sentence);
    if (suggestions.empty()) return no_evidence();
    JsonOut json;
    json.open_object();
    json.array("suggestions");
    for (const PhraseSuggestion& suggestion : suggestions) {
        json.open_object();
        json.field("phrase", suggestion.phrase);
        json.field("why", suggestion.why);
        json.close_object();
    }
    json.close_array();
    json.field("example", document.quote(document.sentences[sentence]));
    json.field("statement", document.report.parts[document.sentences[sentence].part].statement);
    json.close_object();
    return json_answer(json.str());
}

/// The text that an edit begins with: the draft, or the file, or nothing for a new file.
Result<std::string> text_to_edit(const Call& call, const std::string& path) {
    const auto state = call.desk().file(path);
    if (!state) return state.error().code == "not-found" ? Result<std::string>("") : state.error();
    if (state->entry.inherited)
        return Error{"read-only", path + " belongs to a pack that this one builds on."};
    return state->draft ? state->draft->text : state->text;
}

void write_failures(JsonOut& json, const std::vector<analyzer::ExampleOutcome>& failures) {
    json.array("failures");
    for (const analyzer::ExampleOutcome& outcome : failures) {
        json.open_object();
        json.field("kind", analyzer::to_string(outcome.kind));
        json.field("text", outcome.text.value);
        json.field("message", outcome.failure);
        json.close_object();
    }
    json.close_array();
}

/// A new rule's edit, and whether its example holds; where the pack has mistakes, nothing is known of that.
Response added(const Call& call, const std::string& path, const Result<RuleEdit>& edit,
               const std::string& id) {
    if (!edit) return failed(edit.error());
    const auto pack = call.desk().with_text(path, edit->text);
    JsonOut json;
    json.open_object();
    json.field("path", path);
    json.field("text", edit->text);
    json.field("line", edit->line);
    write_failures(json, pack ? failing_examples(*pack, id) : std::vector<analyzer::ExampleOutcome>{});
    json.close_object();
    return json_answer(json.str());
}

std::string blank_free(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool good_id(const std::string& id) {
    return !id.empty() && id.size() < 120 && id.front() != '.' && id.back() != '.' &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
           });
}

/// A file that a rule may begin: below rules/, with a name that every system and shell takes as it is.
bool good_new_file(const std::string& path) {
    constexpr std::string_view kFolder = "rules/", kEnding = ".yaml";
    if (path.size() > 150 || path.size() <= kFolder.size() + kEnding.size() || path.rfind(kFolder, 0) != 0 ||
        path.compare(path.size() - kEnding.size(), kEnding.size(), kEnding) != 0)
        return false;
    const std::string names = path.substr(0, path.size() - kEnding.size());
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool slash = names[i] == '/';
        if (!slash && !plain(names[i])) return false;
        if (slash && (i + 1 == names.size() || names[i + 1] == '/')) return false;
    }
    return true;
}

Response new_rule(const Call& call) {
    const std::string path = call.body.text("path").value_or("");
    NewRule rule;
    rule.id = call.body.text("id").value_or("");
    rule.title = call.body.text("title").value_or("");
    rule.level = static_cast<int>(std::clamp<std::int64_t>(call.body.number("level").value_or(3), 1, 4));
    rule.points = std::clamp(call.body.real("points").value_or(1), 0.01, 100.0);
    rule.statements = call.body.texts("statements");
    rule.phrases = call.body.text("phrase").value_or("");
    rule.rationale = call.body.text("rationale").value_or("");
    if (!good_id(rule.id))
        return failure(422, "bad_id", "This cannot be a rule's id.",
                       "Use lower-case letters, digits, hyphens and dots, such as learning.from-complaints.");
    const auto view = call.desk().view();
    const auto& pack = view->current ? view->current : view->saved;
    if (pack && pack->find_rule(rule.id) >= 0)
        return failure(422, "id_taken", "There is already a rule of this id.", "Choose another id.");
    if (rule.title.empty()) rule.title = rule.id;
    if (rule.rationale.empty()) rule.rationale = rule.title;
    if (pack) {
        Diagnostics diagnostics;
        if (!Probe::compile(*pack, rule.phrases, diagnostics)) return phrase_mistakes(diagnostics);
    }
    if (const JsonIn example = call.body.inside("example"); example.is_object()) {
        Spoken spoken = spoken_of(call, example);
        if (!spoken.scored) return spoken.refusal;
        const auto sentence = sentence_at(spoken.scored->document, spoken.bytes);
        if (!sentence) return no_evidence();
        rule.example = spoken.scored->document.quote(spoken.scored->document.sentences[*sentence]);
    }
    if (const std::string own = blank_free(call.body.text("example_text").value_or("")); !own.empty())
        rule.example = own;
    const auto state = call.desk().file(path);
    const bool there = state || state.error().code != "not-found";
    if (there ? state && state->entry.kind != "rules" : !good_new_file(path))
        return failure(422, "bad_path",
                       "Rules are added to a file of rules, or to a new one such as rules/complaints.yaml.",
                       "Use letters, digits, hyphens and underscores.");
    const auto text = text_to_edit(call, path);
    if (!text) return failed(text.error());
    return added(call, path, add_rule(*text, rule), rule.id);
}

constexpr std::size_t kMostSuggested = 6;

std::vector<std::string> lines_with_words(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        line = blank_free(line);
        if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end())
            lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Span> matches_of(const ScoredReport& scored, std::uint32_t rule, std::uint32_t sentence) {
    for (const Assessment& assessment : scored.assessments) {
        for (const Finding& finding : assessment.findings) {
            if (finding.rule == rule && finding.sentence == sentence) return finding.matches;
        }
    }
    return {};
}

/// An edit and what it does: nothing is kept before somebody has seen both.
Response tried(const std::string& path, const RuleEdit& edit, const std::vector<std::string>& phrases,
               const std::string& example, const ExceptionTrial& trial) {
    JsonOut json;
    json.open_object();
    json.field("path", path);
    json.field("text", edit.text);
    json.field("line", edit.line);
    json.texts("phrases", phrases);
    json.field("example", example);
    json.field("judged", trial.judged);
    json.texts("still", trial.words);
    write_failures(json, trial.failures);
    json.close_object();
    return json_answer(json.str());
}

Response exception(const Call& call) {
    Spoken spoken = spoken_of(call, call.body);
    if (!spoken.scored) return spoken.refusal;
    const ScoredReport& scored = *spoken.scored;
    const int rule = scored.pack->find_rule(call.body.text("rule").value_or(""));
    if (rule < 0) return failure(404, "no_rule", "There is no such rule.");
    const auto sentence = sentence_at(scored.document, spoken.bytes);
    if (!sentence) return no_evidence();
    const RuleInfo& info = scored.pack->rules()[static_cast<std::size_t>(rule)];
    const std::string path = path_of(call.desk(), info.place);
    if (info.kind == "lua")
        return failure(422, "by_hand", "This is a rule in Lua: an exception is written in its script.");
    const auto text = text_to_edit(call, path);
    if (!text) return failed(text.error());
    const auto report = find_text(call.bench, *call.pack, call.body.text("report").value_or(""));
    if (!report) return failure(404, "no_report", "There is no such report here.");
    const Sentence& in = scored.document.sentences[*sentence];
    const std::string own = blank_free(call.body.text("example").value_or(""));
    const std::string example = own.empty() ? scored.document.quote(in) : own;

    std::vector<std::string> phrases = lines_with_words(call.body.text("phrase").value_or(""));
    const bool suggested = phrases.empty();
    if (suggested)
        phrases = {phrase_around(scored.document, *sentence,
                                 matches_of(scored, static_cast<std::uint32_t>(rule), *sentence))};
    for (;;) {
        for (const std::string& phrase : phrases) {
            Diagnostics diagnostics;
            if (!Probe::compile(*scored.pack, phrase, diagnostics)) return phrase_mistakes(diagnostics);
        }
        const auto edit = add_exceptions(*text, info.id, phrases, example);
        if (!edit) return failed(edit.error());
        const ExceptionTrial trial = try_exception(call.desk(), path, edit->text, info.id, *report, in.bytes);
        // A rule may match a sentence in several places: each that is left gets an exception of its own.
        if (suggested && !trial.matches.empty() && phrases.size() < kMostSuggested) {
            const std::string more = phrase_around(scored.document, *sentence, trial.matches);
            if (std::find(phrases.begin(), phrases.end(), more) == phrases.end()) {
                phrases.push_back(more);
                continue;
            }
        }
        return tried(path, *edit, phrases, example, trial);
    }
}

}  // namespace

std::vector<Route> corpus_routes() {
    return {{"POST", "/packs/{pack}/count", Lane::slow, kSmallLimit, count},
            {"POST", "/packs/{pack}/phrase-from", Lane::quick, kSmallLimit, phrase_from},
            {"POST", "/packs/{pack}/new-rule", Lane::quick, kSmallLimit, new_rule},
            {"POST", "/packs/{pack}/exception", Lane::quick, kSmallLimit, exception}};
}

}  // namespace assay::serve
