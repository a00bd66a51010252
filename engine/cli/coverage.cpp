#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calibrate/rule_statistics.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/pack_source.h"
#include "corpus/corpus.h"

namespace assay::cli {
namespace {

/// How much of the corpus' own-part sentences any rule speaks of.
struct SentenceCoverage {
    std::size_t sentences = 0, cited = 0, both_sides = 0;
};

SentenceCoverage sentence_coverage(const RulePack& pack, const corpus::Corpus& corpus) {
    SentenceCoverage coverage;
    for (const corpus::CorpusPlace& place : corpus.places) {
        const ScoredReport& report = corpus.reports[place.report];
        const Assessment& assessment = report.assessments[place.assessment];
        std::set<std::uint32_t> good, bad;
        for (const Finding& f : assessment.findings)
            ((pack.rules()[f.rule].level >= 3) != f.flipped ? good : bad).insert(f.sentence);
        for (std::uint32_t s = 0; s < report.document.sentences.size(); ++s) {
            if (report.document.sentences[s].part != assessment.part) continue;
            ++coverage.sentences;
            coverage.cited += good.contains(s) || bad.contains(s);
            coverage.both_sides += good.contains(s) && bad.contains(s);
        }
    }
    return coverage;
}

struct CoverageCommand {
    std::string pack;
    corpus::CorpusOptions corpus;
    bool silent_only = false;

    int run() {
        const auto loaded = load_one_pack(pack, Model::fitted);
        if (!loaded) return kUsage;
        corpus.unlabelled = true;
        const auto scored = corpus::score_corpus(loaded, corpus);
        if (!scored) {
            complain(scored.error().message);
            return kUsage;
        }
        const auto statistics = calibrate::rule_statistics(scored->labelled, loaded->model(), nullptr,
                                                           static_cast<unsigned>(corpus.threads));
        if (!write_out(text(*loaded, *scored, statistics))) return kSomeFailed;
        return scored->failed ? kSomeFailed : kAllWell;
    }

    std::string text(const RulePack& loaded, const corpus::Corpus& scored,
                     const std::vector<RuleStatistics>& statistics) const {
        std::string out;
        for (const std::string& remark : scored.remarks) out += "* " + remark + '\n';
        std::vector<std::string> silent;
        for (const RuleStatistics& rule : statistics) {
            const RuleInfo& info = loaded.rules()[rule.rule];
            if (rule.hits == 0 && (info.status == RuleStatus::active || corpus.drafts))
                silent.push_back(info.id);
        }
        if (!silent_only) {
            const SentenceCoverage coverage = sentence_coverage(loaded, scored);
            const auto share = [&](std::size_t part) {
                return coverage.sentences
                           ? 100.0 * static_cast<double>(part) / static_cast<double>(coverage.sentences)
                           : 0.0;
            };
            out += fmt::format(
                "{} assessments, {} sentences of evidence: {:.1f} % are cited by some rule, {:.1f} % by "
                "rules of both sides.\n\n",
                scored.labelled.size(), coverage.sentences, share(coverage.cited),
                share(coverage.both_sides));
            table(loaded, scored, statistics, out);
        }
        out += fmt::format("\n{} {} nothing here{}\n", silent.size(),
                           silent.size() == 1 ? "rule finds" : "rules find", silent.empty() ? "." : ":");
        for (const std::string& id : silent) out += "  " + id + '\n';
        return out;
    }

    static void table(const RulePack& loaded, const corpus::Corpus& scored,
                      const std::vector<RuleStatistics>& statistics, std::string& out) {
        std::vector<const RuleStatistics*> found;
        for (const RuleStatistics& rule : statistics) {
            if (rule.hits > 0) found.push_back(&rule);
        }
        std::sort(found.begin(), found.end(), [](const RuleStatistics* a, const RuleStatistics* b) {
            return a->assessments != b->assessments ? a->assessments > b->assessments : a->rule < b->rule;
        });
        out += fmt::format("{:<44} {:>2} {:>6} {:>8} {:>8} {:>8} {:>8} {:>8}  {}\n", "rule", "lv", "hits",
                           "coverage", "conflict", "softened", "capped", "overlap", "with");
        for (const RuleStatistics* rule : found) {
            const RuleInfo& info = loaded.rules()[rule->rule];
            out += fmt::format(
                "{:<44.44} {:>2} {:>6} {:>7.1f}% {:>7.0f}% {:>7.0f}% {:>7.0f}% {:>7.0f}%  {}\n", info.id,
                info.level, rule->hits,
                100.0 * rule->assessments / static_cast<double>(scored.labelled.size()),
                100 * rule->conflict_share, 100 * rule->softened_share, 100 * rule->capped_share,
                100 * rule->partner_share, rule->partner ? loaded.rules()[*rule->partner].id : "");
        }
    }
};

}  // namespace

void add_coverage(CLI::App& program, int& exit) {
    auto command = std::make_shared<CoverageCommand>();
    CLI::App* app = program.add_subcommand(
        "coverage", "Show how much each rule finds, with which it overlaps, and which never do");
    app->add_option("files", command->corpus.inputs, "Reports: files, folders, patterns")
        ->required()
        ->type_name("CORPUS");
    app->add_option("--pack", command->pack, "Folder of the rule pack; DIR@REVISION takes it from git")
        ->required()
        ->type_name("DIR");
    app->add_flag("--silent", command->silent_only, "List only the rules that find nothing");
    app->add_option("-j,--threads", command->corpus.threads, "Threads; 0: as many as there are processors")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->add_flag("--drafts", command->corpus.drafts, "Use rules whose status is draft as well");
    app->footer(
        "Example:  assay coverage --pack rules/cqc-la examples/\n"
        "Columns: lv, the rule's level; hits, its findings (one rule in one sentence, for each statement "
        "that "
        "it counts for);\n"
        "coverage, the share of assessments in which it finds something; conflict, the share of its "
        "sentences "
        "that a rule of the\n"
        "other side cites too; softened, the share of its findings that cues or the speaker made weaker; "
        "capped, the share whose\n"
        "group of rules came to its cap; overlap, the share of its sentences that the rule named behind it "
        "cites too.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
