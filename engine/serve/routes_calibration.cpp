#include <algorithm>
#include <filesystem>

#include "calibrate/history.h"
#include "corpus/calibration_run.h"
#include "corpus/user_cache.h"
#include "report/json_out.h"
#include "serve/routes.h"

namespace assay::serve {
namespace {

using report::JsonOut;

constexpr std::size_t kMostSentences = 400;

struct CalibrationWish {
    int draws = 500;
    std::size_t folds = 0;
    bool write = false;
    std::string note;
};

JobOutcome calibrate_now(Workbench& bench, PackRoom& room, const CalibrationWish& wish, Job& job) {
    job.tell(0, 0, "reading the rules");
    LoadOptions options;
    options.model = Model::author;
    const LoadedPack loaded = load_pack(room.desk().folder(), options);
    if (!loaded.pack) return {"", "The saved rules have mistakes."};
    job.tell(0, 0, "scoring the corpus");
    const auto corpus = bench.corpus().scored(loaded.pack, loaded.pack->hash() + " by its author", true,
                                              [&] { return job.cancelled(); });
    if (!corpus) return {"", job.cancelled() ? "" : corpus.error().message};
    calibrate::CalibrationSettings settings;
    settings.draws = wish.draws;
    settings.validation.folds = wish.folds;
    settings.validation.progress = [&](std::size_t done, std::size_t folds) {
        return job.tell(done, folds, "fitting without one authority at a time") && !bench.shutting();
    };
    const corpus::CalibrationRun run = corpus::run_calibration(*loaded.pack, **corpus, settings);
    if (job.cancelled()) return {};
    std::string json = report::calibration_json(run.report, run.context);
    while (!json.empty() && json.back() == '\n') json.pop_back();
    if (wish.write && run.report.stage != FitStage::nothing) {
        if (const Done written = room.desk().write_model(run.model); !written)
            return {"", written.error().message};
        auto history = calibrate::History::open((room.desk().folder() / "history.sqlite").string(), true);
        if (!history) return {"", history.error().message};
        calibrate::HistoryEntry entry =
            calibrate::history_entry(run.report, loaded.pack->id(), run.context.date, run.model);
        entry.note = wish.note;
        if (const auto recorded = history->record(entry); !recorded) return {"", recorded.error().message};
    }
    corpus::keep_calibration(room.desk().folder(), json);
    room.keep_calibration(json);
    return {json, ""};
}

Response calibrate_route(const Call& call) {
    const CorpusStatus status = call.bench.corpus().status();
    if (status.state != "ready")
        return failed({status.state == "none" ? "no-corpus" : "loading",
                       status.state == "none" ? "There is no corpus; start assay serve with --corpus."
                                              : "The corpus is still being read."});
    CalibrationWish wish;
    wish.draws =
        static_cast<int>(std::clamp<std::int64_t>(call.body.number("draws").value_or(500), 100, 10000));
    wish.folds =
        static_cast<std::size_t>(std::clamp<std::int64_t>(call.body.number("folds").value_or(0), 0, 1000));
    wish.write = call.body.truth("write");
    wish.note = call.body.text("note").value_or("");
    Workbench& bench = call.bench;
    PackRoom& room = *call.pack;
    const std::string id =
        bench.jobs().start([&bench, &room, wish](Job& job) { return calibrate_now(bench, room, wish, job); });
    if (id.empty()) return failure(409, "busy", "Other work is still running.", "Cancel it, or wait.");
    JsonOut json;
    json.open_object();
    json.field("job", id);
    json.close_object();
    return json_answer(json.str(), 202);
}

/// The report that was kept between runs, of this pack and whole; else empty.
std::string kept_report(const Call& call) {
    auto kept = corpus::kept_calibration(call.desk().folder());
    if (!kept) return "";
    while (!kept->empty() && kept->back() == '\n') kept->pop_back();
    return JsonIn(*kept).text("pack") == call.desk().id() ? std::move(*kept) : "";
}

Response calibration(const Call& call) {
    // What is kept is the newest also where `assay calibrate` ran meanwhile.
    const std::string here = call.pack->calibration(), kept = kept_report(call);
    const std::string& last = kept.empty() ? here : kept;
    if (last.empty()) return json_answer("{\"calibration\":null,\"from\":null,\"current\":null}");
    const auto view = call.desk().view();
    const bool current = view->saved && JsonIn(last).text("pack_hash") == view->saved->hash();
    JsonOut json;
    json.open_object();
    json.field("from", last == here ? "job" : "kept");
    json.field("current", current);
    json.close_object();
    return json_answer("{\"calibration\":" + last + "," + json.str().substr(1));
}

Response rule_sentences(const Call& call) {
    const auto view = call.desk().view();
    if (!view->saved) return failed({"mistakes", "The saved rules have mistakes."});
    const int rule = view->saved->find_rule(call.request.parameter("id"));
    if (rule < 0) return failure(404, "no_rule", "There is no such rule.");
    const auto corpus = call.bench.saved_corpus(*view);
    if (!corpus) return failed(corpus.error());
    JsonOut json;
    json.open_object();
    json.array("sentences");
    std::size_t written = 0;
    for (std::size_t i = 0; i < (*corpus)->places.size() && written < kMostSentences; ++i) {
        const ScoredReport& report = (*corpus)->reports[(*corpus)->places[i].report];
        const Assessment& assessment = report.assessments[(*corpus)->places[i].assessment];
        std::optional<SourceMap> map;
        for (const Finding& finding : assessment.findings) {
            const Sentence& sentence = report.document.sentences[finding.sentence];
            if (finding.rule != static_cast<std::uint32_t>(rule) || sentence.part != assessment.part)
                continue;
            if (++written > kMostSentences) break;
            if (!map) map.emplace(report.document.report.extracted);
            const int published = (*corpus)->labelled[i].published;
            json.open_object();
            json.field("report", corpus::report_id(report.source));
            json.field("document", report.source.path);
            json.field("statement", assessment.statement);
            json.field("published", published ? std::optional(published) : std::nullopt);
            json.field("start", sentence.bytes.begin);
            json.field("end", sentence.bytes.end);
            json.field("line", map->place(sentence.bytes.begin).line);
            json.field("text", report.document.quote(sentence));
            json.field("contribution", finding.contribution);
            json.close_object();
        }
    }
    json.close_array();
    json.close_object();
    return json_answer(json.str());
}

Response history(const Call& call) {
    JsonOut json;
    json.open_object();
    json.array("runs");
    const std::filesystem::path file = call.desk().folder() / "history.sqlite";
    std::error_code failed_to_look;
    if (std::filesystem::is_regular_file(file, failed_to_look)) {
        auto opened = calibrate::History::open(file.string(), false);
        if (!opened) return failed({"unreadable", opened.error().message});
        const auto entries = opened->list("", 200);
        if (!entries) return failed({"unreadable", entries.error().message});
        for (const calibrate::HistoryEntry& entry : *entries) {
            json.open_object();
            json.field("id", entry.id);
            json.field("recorded", entry.recorded);
            json.field("pack", entry.pack);
            json.field("pack_hash", entry.pack_hash);
            json.field("corpus_hash", entry.corpus_hash);
            json.field("assessments", entry.assessments);
            json.field("authorities", entry.authorities);
            json.field("qwk", entry.qwk);
            json.field("qwk_low", entry.qwk_low);
            json.field("qwk_high", entry.qwk_high);
            json.field("exact", entry.exact);
            json.field("macro_mae", entry.macro_mae);
            json.field("rps_skill", entry.rps_skill);
            json.field("coverage", entry.coverage);
            json.field("note", entry.note);
            json.close_object();
        }
    }
    json.close_array();
    json.close_object();
    return json_answer(json.str());
}

}  // namespace

std::vector<Route> calibration_routes() {
    return {{"POST", "/packs/{pack}/calibrate", Lane::quick, kSmallLimit, calibrate_route},
            {"GET", "/packs/{pack}/calibration", Lane::quick, 0, calibration},
            {"GET", "/packs/{pack}/calibration/rule", Lane::slow, 0, rule_sentences},
            {"GET", "/packs/{pack}/history", Lane::quick, 0, history}};
}

}  // namespace assay::serve
