#include <fmt/format.h>

#include <filesystem>

#include "calibrate/history.h"
#include "calibrate/write_model.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/labelled_options.h"
#include "cli/pack_source.h"
#include "corpus/calibration_run.h"
#include "corpus/user_cache.h"
#include "report/calibration_text.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

struct CalibrateCommand {
    std::string pack;
    corpus::CorpusOptions corpus;
    calibrate::CalibrationSettings settings;
    std::vector<double> taus, statement_sds;
    std::string format = "text";
    std::string html, json, model, history, rule, note;
    bool dry_run = false;
    bool no_history = false;

    int run() {
        if (format != "text" && format != "json" && format != "html") {
            complain(fmt::format("there is no format `{}` here; use text, json or html.", format));
            return kUsage;
        }
        const auto loaded = load_one_pack(pack, Model::author);
        if (!loaded) return kUsage;
        int chosen = -1;
        if (!rule.empty()) {
            chosen = loaded->find_rule(rule);
            if (chosen < 0) {
                complain(fmt::format("the pack has no rule `{}`.", rule));
                return kUsage;
            }
        }
        const auto scored = corpus::score_corpus(loaded, corpus);
        if (!scored) {
            complain(scored.error().message);
            return kUsage;
        }
        if (scored->labelled.empty()) {
            for (const std::string& remark : scored->remarks) complain(remark);
            complain(
                "there is no assessment with a published score, so there is nothing to calibrate on; nothing "
                "was written.");
            return kSomeFailed;
        }
        settings.validation.threads = static_cast<unsigned>(corpus.threads);
        if (!taus.empty()) settings.validation.taus = taus;
        if (!statement_sds.empty()) settings.validation.statement_sds = statement_sds;
        std::sort(settings.validation.statement_sds.begin(), settings.validation.statement_sds.end());
        std::sort(settings.validation.taus.begin(), settings.validation.taus.end());
        const corpus::CalibrationRun done =
            corpus::run_calibration(*loaded, *scored, settings, rule.empty() ? 12 : 100000, corpus.masked);
        int exit = scored->failed ? kSomeFailed : kAllWell;
        if (!print(done.report, done.context, chosen)) return kSomeFailed;
        if (!save(done, *loaded)) return kSomeFailed;
        return exit;
    }

    bool print(const CalibrationReport& report, const report::CalibrationContext& context, int chosen) const {
        if (chosen >= 0 && format == "text")
            return write_out(report::rule_text(report, context, static_cast<std::size_t>(chosen)));
        return write_out(format == "json"   ? report::calibration_json(report, context)
                         : format == "html" ? report::calibration_html(report, context)
                                            : report::calibration_text(report, context));
    }

    bool save(const corpus::CalibrationRun& done, const RulePack& loaded) const {
        const CalibrationReport& report = done.report;
        std::string why;
        for (const auto& [path, text] :
             {std::pair{html, &report::calibration_html}, std::pair{json, &report::calibration_json}}) {
            if (!path.empty() && !calibrate::replace_file(path, text(report, done.context), why)) {
                complain(why + ".");
                return false;
            }
        }
        // A measurement with words hidden is no model to score by.
        if (!dry_run && rule.empty() && corpus.masked.empty()) {
            const std::string path = model.empty() ? (fs::path(pack) / "model.yaml").string() : model;
            if (report.stage == FitStage::nothing) {
                complain(fmt::format("nothing was fitted, so {} was not written.", path));
            } else if (!calibrate::replace_file(path, done.model, why)) {
                complain(why + ".");
                return false;
            }
        }
        if (!dry_run && rule.empty() && corpus.masked.empty())
            corpus::keep_calibration(pack, report::calibration_json(report, done.context));
        if (no_history || dry_run || !rule.empty()) return true;
        const std::string path = history.empty() ? (fs::path(pack) / "history.sqlite").string() : history;
        auto opened = calibrate::History::open(path, true);
        if (!opened) {
            complain(opened.error().message);
            return false;
        }
        calibrate::HistoryEntry entry =
            calibrate::history_entry(report, loaded.id(), done.context.date, done.model);
        entry.note = note;
        if (!corpus.masked.empty())
            entry.note +=
                fmt::format("{}masked: {}", note.empty() ? "" : "; ", fmt::join(corpus.masked, ", "));
        const auto recorded = opened->record(entry);
        if (!recorded) complain(recorded.error().message);
        return recorded.ok();
    }
};

}  // namespace

void add_calibrate(CLI::App& program, int& exit) {
    auto command = std::make_shared<CalibrateCommand>();
    CLI::App* app = program.add_subcommand(
        "calibrate", "Fit a pack to published scores and say how well it agrees with them");
    add_labelled_options(*app, command->corpus, command->pack);
    app->add_option("--format", command->format, "What to print: text, json or html")->capture_default_str();
    app->add_option("--html", command->html, "Also write the page with plots here")->type_name("FILE");
    app->add_option("--json", command->json, "Also write the figures as JSON here")->type_name("FILE");
    app->add_option("--model", command->model, "Where the fitted model goes; beside the pack by default")
        ->type_name("FILE");
    app->add_option("--history", command->history,
                    "Where the run is recorded; history.sqlite beside the pack by default")
        ->type_name("FILE");
    app->add_option("--note", command->note, "A remark to record with the run")->type_name("TEXT");
    app->add_option("--rule", command->rule, "Show this rule and its sentences; writes nothing")
        ->type_name("ID");
    app->add_option("--mask", command->corpus.masked,
                    "Words that no phrase may match; measures only, writes no model")
        ->type_name("WORDS")
        ->allow_extra_args(false);
    app->add_option("--folds", command->settings.validation.folds,
                    "Groups of authorities; 0: leave one authority out")
        ->capture_default_str();
    app->add_option("--tau", command->taus, "Candidates for the prior's strength; one: it is taken as it is")
        ->type_name("NUMBER")
        ->allow_extra_args(false)
        ->check(CLI::Range(0.01, 10.0));
    app->add_option(
           "--statement-sd", command->statement_sds,
           "Candidates for how far a statement's cut points may stray from the shared ones; 0: not at "
           "all")
        ->type_name("NUMBER")
        ->allow_extra_args(false)
        ->check(CLI::Range(0.0, 10.0));
    app->add_option("--draws", command->settings.draws, "Bootstrap and permutation draws")
        ->check(CLI::Range(100, 100000))
        ->capture_default_str();
    app->add_option("-j,--threads", command->corpus.threads, "Threads; 0: as many as there are processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->add_flag("--dry-run", command->dry_run, "Write neither model nor history");
    app->add_flag("--no-history", command->no_history, "Do not record the run");
    app->add_flag("--drafts", command->corpus.drafts, "Use rules whose status is draft as well");
    app->footer(
        "Example:  assay calibrate --pack rules/ofsted-ilacs --labels published.tsv reports/\n"
        "Exit codes: 0 all well; 1 some input failed; 2 wrong options, or a mistake in a rule or in the "
        "labels." +
        std::string(kLabelsHelp));
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
