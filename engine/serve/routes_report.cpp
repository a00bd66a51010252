#include <algorithm>
#include <map>

#include "analyzer/why.h"
#include "ingest/extract.h"
#include "ingest/read_file.h"
#include "report/json_out.h"
#include "report/why_json.h"
#include "report/writer.h"
#include "serve/report_desk.h"
#include "serve/report_json.h"
#include "serve/routes.h"

namespace assay::serve {
namespace {

using report::JsonOut;

/// The rules that a request is about: with drafts, unless it says `draft=0`.
std::shared_ptr<const RulePack> rules_of(const Call& call, const PackView& view) {
    return call.request.parameter("draft") == "0" ? view.saved : view.current;
}

Response no_rules() {
    return failure(422, "mistakes", "The rules have mistakes, so nothing can be scored.",
                   "Mend what is marked; ?draft=0 scores by the saved rules.");
}

void write_row(JsonOut& json, const ScoredReport& report, const corpus::Corpus* corpus, std::size_t index) {
    json.open_object();
    json.field("id", corpus::report_id(report.source));
    const std::string& path = report.source.path;
    json.field("name", path.substr(path.find_last_of('/') + 1));
    const auto& authority = report.document.report.authority;
    json.field("authority", authority);
    json.field_or_null("framework", report.document.report.framework);
    json.array("errors");
    for (const Error& error : report.errors) json.value(error.message);
    json.close_array();
    std::map<std::uint32_t, int> published;  // by assessment
    if (corpus != nullptr) {
        for (std::size_t i = 0; i < corpus->places.size(); ++i) {
            if (corpus->places[i].report == index)
                published[corpus->places[i].assessment] = corpus->labelled[i].published;
        }
    }
    json.array("assessments");
    for (std::uint32_t a = 0; a < report.assessments.size(); ++a) {
        const Assessment& assessment = report.assessments[a];
        const auto label = published.find(a);
        const bool labelled = label != published.end() && label->second > 0;
        json.open_object();
        json.field("statement", assessment.statement);
        json.field("published_score", labelled ? std::optional(label->second) : assessment.published_score);
        json.field("predicted_score", assessment.predicted_score);
        json.close_object();
    }
    json.close_array();
    json.field("dropped", corpus == nullptr);
    json.close_object();
}

Response reports(const Call& call) {
    const auto view = call.desk().view();
    JsonOut json;
    json.open_object();
    json.array("reports");
    auto corpus = call.bench.corpus().at_hand(view->current_key);
    if (!corpus) corpus = call.bench.corpus().at_hand(view->saved_key);
    if (corpus) {
        for (std::size_t r = 0; r < corpus->reports.size(); ++r)
            write_row(json, corpus->reports[r], corpus.get(), r);
    }
    const auto& pack = view->current ? view->current : view->saved;
    if (pack) {
        for (const corpus::CorpusText& text : call.pack->dropped())
            write_row(json, score_now(pack, text, false, false), nullptr, 0);
    }
    json.close_array();
    json.close_object();
    return json_answer(json.str());
}

/// A report scored as the request wants it, or the answer that says why not.
struct Wanted {
    std::optional<ScoredReport> scored;
    Response refusal;
};

Wanted wanted_report(const Call& call, bool flips, bool drafts) {
    const auto view = call.desk().view();
    const auto text = find_text(call.bench, *call.pack, call.name("report"));
    if (!text) return {std::nullopt, failure(404, "no_report", "There is no such report here.")};
    const auto pack = rules_of(call, *view);
    if (!pack) return {std::nullopt, no_rules()};
    return {score_now(pack, *text, flips, drafts), {}};
}

Response report_route(const Call& call) {
    const bool drafts = call.request.parameter("status") == "draft";
    const Wanted wanted = wanted_report(call, call.request.parameter("flip") != "0", drafts);
    return wanted.scored ? json_answer(report_json(*wanted.scored, call.name("report"),
                                                   call.request.parameter("silenced") == "1"))
                         : wanted.refusal;
}

Response why(const Call& call) {
    const Wanted wanted = wanted_report(call, false, true);
    if (!wanted.scored) return wanted.refusal;
    if (!wanted.scored->pack) return failure(422, "no_framework", "The report belongs to another framework.");
    const int rule = wanted.scored->pack->find_rule(call.request.parameter("rule"));
    if (rule < 0) return failure(404, "no_rule", "There is no such rule, or its status is off.");
    const analyzer::Why found = analyzer::why_rule(*wanted.scored, static_cast<std::uint32_t>(rule));
    return json_answer("{\"why\":" + report::why_json(*wanted.scored, found) + "}");
}

Response why_at(const Call& call) {
    const Wanted wanted = wanted_report(call, false, true);
    if (!wanted.scored) return wanted.refusal;
    if (!wanted.scored->pack) return failure(422, "no_framework", "The report belongs to another framework.");
    const auto& sentences = wanted.scored->document.sentences;
    const auto at =
        static_cast<std::uint32_t>(std::strtoul(call.request.parameter("start").c_str(), nullptr, 10));
    for (std::uint32_t s = 0; s < sentences.size(); ++s) {
        if (sentences[s].bytes.contains(at))
            return json_answer(report::why_at_json(*wanted.scored, analyzer::why_at(*wanted.scored, {s})));
    }
    return json_answer("{\"rules\":[]}");
}

Response page(const Call& call) {
    const Wanted wanted = wanted_report(call, true, false);
    if (!wanted.scored) return wanted.refusal;
    const auto writer = report::make_writer(report::OutputFormat::html);
    const auto context = report::context_of(*wanted.scored);
    report::Piece piece;
    writer->render(*wanted.scored, context ? &*context : nullptr, piece);
    Response response{200, "text/html; charset=utf-8", std::move(piece.bytes), {}};
    // The page brings its own policy, which lets its own script and style run and nothing else; here it is
    // kept apart from the workbench as well.
    response.headers = {{"Content-Security-Policy",
                         "sandbox allow-scripts allow-modals allow-downloads; frame-ancestors 'self'"},
                        {"X-Frame-Options", "SAMEORIGIN"}};
    if (call.request.parameter("download") == "1")
        response.headers.emplace_back("Content-Disposition",
                                      "attachment; filename=\"" + piece.name + ".html\"");
    return response;
}

Response forget(const Call& call) {
    return call.pack->forget_dropped(call.name("report"))
               ? json_answer("{}")
               : failure(404, "no_report", "There is no such dropped report.");
}

/// The base name that the page sent, fit to be shown.
std::string file_name(const Call& call) {
    std::string name = url_decoded(call.request.header("x-file-name"), false);
    name = name.substr(name.find_last_of("/\\") + 1);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (name.size() > 150) name.resize(150);
    return name.empty() ? "pasted.txt" : name;
}

Response score(const Call& call) {
    if (call.request.body.empty()) return failure(400, "empty", "The file is empty.");
    const auto view = call.desk().view();
    const auto pack = rules_of(call, *view);
    if (!pack) return no_rules();
    const std::string name = file_name(call);
    corpus::CorpusText text{name, ingest::extract_bytes(ingest::buffer_of(call.request.body), name)};
    if (!text.extracted)
        return failure(422, text.extracted.error().code, text.extracted.error().message,
                       "Text, Markdown, HTML, PDF and DOCX can be read.");
    text.extracted->map.clear();
    text.extracted->source_lines.clear();
    const ScoredReport scored = score_now(pack, text, true, false);
    const std::string id = corpus::report_id(text.extracted->source);
    call.pack->keep_dropped(std::move(text));
    return json_answer(report_json(scored, id, false));
}

}  // namespace

std::vector<Route> report_routes() {
    return {{"GET", "/packs/{pack}/reports", Lane::slow, 0, reports},
            {"GET", "/packs/{pack}/reports/{report}", Lane::quick, 0, report_route},
            {"DELETE", "/packs/{pack}/reports/{report}", Lane::quick, kSmallLimit, forget},
            {"GET", "/packs/{pack}/reports/{report}/why", Lane::quick, 0, why},
            {"GET", "/packs/{pack}/reports/{report}/why-at", Lane::quick, 0, why_at},
            {"GET", "/packs/{pack}/reports/{report}/page", Lane::quick, 0, page},
            {"POST", "/packs/{pack}/score", Lane::slow, kFileLimit, score}};
}

}  // namespace assay::serve
