#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/labelled_options.h"
#include "cli/pack_source.h"
#include "corpus/balance_moves.h"
#include "corpus/pack_diff.h"
#include "corpus/rescore.h"
#include "report/calibration_text.h"
#include "rules/pack_changes.h"

namespace assay::cli {
namespace {

using corpus::FindingChange;
using corpus::PackDiff;
using corpus::ScoreFlip;

struct Shown {
    const char* name;
    calibrate::FigureIndex at;
    Figure calibrate::PairedFigures::*change;
};
constexpr Shown kShown[] = {
    {"exact", calibrate::kExact, &calibrate::PairedFigures::exact},
    {"QWK", calibrate::kQwk, &calibrate::PairedFigures::qwk},
    {"macro-MAE", calibrate::kMacroMae, &calibrate::PairedFigures::macro_mae},
    {"RPS", calibrate::kRps, &calibrate::PairedFigures::rps},
};

// What the author changed, which of the new rules are drafts, and which find nothing in these reports.
std::string rules_text(const RulePack& before, const RulePack& after, const rules::PackChanges& changes,
                       const corpus::Corpus& scored, const corpus::CorpusOptions& options,
                       std::size_t limit) {
    std::vector<bool> fired(after.rules().size(), false);
    for (const ScoredReport& report : scored.reports) {
        for (const Assessment& a : report.assessments) {
            for (const Finding& f : a.findings) fired[f.rule] = true;
        }
    }
    std::vector<std::string> draft, silent;
    for (std::size_t r = 0; r < after.rules().size(); ++r) {
        const RuleInfo& rule = after.rules()[r];
        const int old = before.find_rule(rule.id);
        const bool was_active =
            old >= 0 && before.rules()[static_cast<std::size_t>(old)].status == RuleStatus::active;
        if (rule.status == RuleStatus::draft && !options.drafts && (old < 0 || was_active))
            draft.push_back(rule.id);
        if (rule.status == RuleStatus::active && !was_active && !fired[r]) silent.push_back(rule.id);
    }
    std::string out;
    const auto tell = [&](const char* what, const std::vector<std::string>& ids) {
        if (!ids.empty()) out += fmt::format("{}: {}\n", what, fmt::join(ids, ", "));
    };
    tell("Rules added", changes.added);
    tell("Rules removed", changes.removed);
    if (!changes.changed.empty()) out += fmt::format("Rules changed: {}\n", changes.changed.size());
    for (std::size_t i = 0; i < std::min(changes.changed.size(), limit); ++i)
        out += fmt::format("  {}  {}\n", changes.changed[i].rule, rules::changes_text(changes.changed[i]));
    if (changes.changed.size() > limit)
        out += fmt::format("  … and {} more; --limit shows them\n", changes.changed.size() - limit);
    tell("Lists changed", changes.lists);
    tell("Caps of groups changed", changes.groups);
    if (changes.cues) out += "Context cues changed.\n";
    if (changes.frame) out += "pack.yaml or framework.yaml changed.\n";
    if (changes.model) out += "The models differ: cut points, slopes or fitted weights.\n";
    if (changes.empty()) out += "The packs say the same: no rule, list, cue or setting differs.\n";
    tell("New as drafts, so left out (--drafts scores them too)", draft);
    tell("New and active, but finding nothing in these reports", silent);
    return out + '\n';
}

std::string balance_text(const corpus::Corpus& before, const corpus::Corpus& after, std::size_t limit) {
    const auto moved = corpus::balance_moves(before, after);
    std::string out = fmt::format("\nBalances that moved: {}.\n", moved.size());
    for (std::size_t i = 0; i < std::min(moved.size(), limit); ++i) {
        const auto& each = after.labelled[moved[i].index];
        out += fmt::format("  {:>+7.1f} -> {:>+7.1f}  {} · {}\n", moved[i].before, moved[i].after,
                           each.document, each.evidence.statement);
    }
    if (moved.size() > limit) out += fmt::format("  … and {} more\n", moved.size() - limit);
    return out;
}

std::string diff_text(const PackDiff& diff, const std::string& rules, const std::string& balances,
                      std::size_t limit) {
    std::string out = rules;
    for (const std::string& remark : diff.remarks) out += "* " + remark + '\n';
    out += fmt::format("{} assessments compared; {} predicted {} changed.\n", diff.assessments,
                       diff.flips.size(), diff.flips.size() == 1 ? "score" : "scores");
    for (std::size_t i = 0; i < std::min(diff.flips.size(), limit); ++i) {
        const ScoreFlip& flip = diff.flips[i];
        out += fmt::format("  {:<7} {} -> {}  (published {})  {} · {}\n", flip.verdict(), flip.before,
                           flip.after, flip.published ? std::to_string(flip.published) : "unknown",
                           flip.document, flip.statement);
    }
    if (diff.flips.size() > limit) out += fmt::format("  … and {} more\n", diff.flips.size() - limit);
    if (!diff.before.empty()) {
        out +=
            fmt::format("\nAgreement with {} published scores of {} authorities, by each pack's own model\n",
                        diff.before.size(), diff.authorities);
        const auto before = corpus::figures_of(diff.before), after = corpus::figures_of(diff.after);
        for (const Shown& shown : kShown) {
            const auto number = [](const std::optional<double>& v) {
                return v ? fmt::format("{:.4f}", *v) : std::string("undefined");
            };
            out += fmt::format("  {:<10} {:>9} -> {:>9}   change {}\n", shown.name, number(before[shown.at]),
                               number(after[shown.at]), report::figure_text(diff.figures.*shown.change, 4));
        }
        out +=
            "  exact: the share of predicted scores that are the published ones. QWK: 1 where all agree, 0 "
            "for\n"
            "  agreement by chance; a miss by two levels counts four times a miss by one. macro-MAE: levels "
            "off on\n"
            "  average, each score counting alike. RPS: 0 where all probability lay on the published score; "
            "lower\n"
            "  is better, as for macro-MAE.\n";
    }
    out += balances;
    out +=
        fmt::format("\nFindings: {} gained, {} lost.\n", diff.gained(), diff.findings.size() - diff.gained());
    for (std::size_t i = 0; i < std::min(diff.findings.size(), limit); ++i) {
        const FindingChange& f = diff.findings[i];
        out += fmt::format("  {} {}  {} · {}\n      {}\n", f.gained ? '+' : '-', f.rule, f.document,
                           f.statement, f.quote);
    }
    if (diff.findings.size() > limit)
        out += fmt::format("  … and {} more; --limit shows them\n", diff.findings.size() - limit);
    return out;
}

struct DiffCommand {
    std::vector<std::string> packs;
    corpus::CorpusOptions corpus;
    std::string format = "text";
    std::string fail_on;
    std::size_t limit = 20;

    int run() {
        if (packs.size() != 2) {
            complain(
                "name two packs: --pack OLD --pack NEW. OLD may be FOLDER@REVISION of git, or a pack in a "
                "copy of "
                "the whole rules folder.");
            return kUsage;
        }
        if (format != "text" && format != "json") {
            complain(fmt::format("there is no format `{}` here; use text or json.", format));
            return kUsage;
        }
        const auto old_pack = load_one_pack(packs[0], Model::fitted),
                   new_pack = load_one_pack(packs[1], Model::fitted);
        if (!old_pack || !new_pack) return kUsage;
        if (old_pack->framework().id != new_pack->framework().id) {
            complain(fmt::format("the packs are for different frameworks: {} and {}.",
                                 old_pack->framework().id, new_pack->framework().id));
            return kUsage;
        }
        corpus.unlabelled = true;
        corpus.words = false;
        const auto scored = corpus::score_versions(old_pack, new_pack, corpus);
        if (!scored) {
            complain(scored.error().message);
            return kUsage;
        }
        const corpus::Corpus &before = (*scored)[0], &after = (*scored)[1];
        const PackDiff diff = corpus::diff_corpora(*old_pack, before, *new_pack, after);
        const auto changes = rules::pack_changes(old_pack->content(), new_pack->content());
        if (!write_out(format == "json"
                           ? corpus::diff_json(diff, limit, &changes) + '\n'
                           : diff_text(diff, rules_text(*old_pack, *new_pack, changes, after, corpus, limit),
                                       balance_text(before, after, limit), limit)))
            return kSomeFailed;
        if (after.failed) return kSomeFailed;
        if (fail_on == "worse" && diff.worse()) return kSomeFailed;
        if (fail_on == "change" && !diff.flips.empty()) return kSomeFailed;
        return kAllWell;
    }
};

}  // namespace

void add_diff(CLI::App& program, int& exit) {
    auto command = std::make_shared<DiffCommand>();
    CLI::App* app = program.add_subcommand("diff", "Show what an edit of a pack changes over a corpus");
    app->add_option("files", command->corpus.inputs, "Reports: files, folders, patterns")
        ->required()
        ->type_name("CORPUS");
    app->add_option("--pack", command->packs,
                    "The pack before, then the pack after; DIR@REVISION takes it from git")
        ->type_name("DIR")
        ->allow_extra_args(false);
    app->add_option("--labels", command->corpus.labels,
                    "Published scores as tab-separated text, instead of those in the files (see below)")
        ->type_name("TSV");
    app->add_option("--format", command->format, "text or json")->capture_default_str();
    app->add_option("--limit", command->limit, "Most rules changed, flips and findings to list")
        ->capture_default_str();
    app->add_option("--fail-on", command->fail_on,
                    "Exit with 1 when predictions move away from the published scores (worse), or change at "
                    "all (change)")
        ->check(CLI::IsMember({"worse", "change"}));
    app->add_option("-j,--threads", command->corpus.threads, "Threads; 0: as many as there are processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->add_flag("--drafts", command->corpus.drafts, "Use rules whose status is draft as well");
    app->footer(
        "Example:  assay diff --pack rules/cqc-la@main --pack rules/cqc-la reports/\n"
        "Exit codes: 0 all well; 1 some input failed, or --fail-on holds; 2 wrong options, or a mistake in a "
        "rule." +
        std::string(kLabelsHelp));
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
