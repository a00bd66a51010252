#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <map>

#include "analyzer/assess.h"
#include "calibrate/agreement.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/corpus.h"
#include "cli/pack_source.h"
#include "report/calibration_text.h"

namespace assay::cli {
namespace {

/// One prediction by one pack.
struct Prediction {
    int level = 0;
    std::array<double, 4> probabilities{};
};

/// A predicted score that changed.
struct ScoreFlip {
    std::string document, statement;
    int published = 0;  ///< 0: unknown
    int before = 0, after = 0;

    int nearer() const { return std::abs(before - published) - std::abs(after - published); }
    const char* verdict() const {
        if (published == 0) return "changed";
        return nearer() > 0 ? "better" : nearer() < 0 ? "worse" : "as far";
    }
};

/// A finding that one pack has and the other has not.
struct FindingChange {
    std::string rule, document, statement, quote;
    bool gained = false;
};

struct PackDiff {
    int assessments = 0;
    std::vector<ScoreFlip> flips;
    std::vector<FindingChange> findings;
    std::vector<calibrate::Judged> before, after;
    std::size_t authorities = 0;
    calibrate::PairedFigures figures;
    std::vector<std::string> remarks;

    /// What `worse` means: the predictions are further from the published scores, all together.
    bool worse() const {
        int gain = 0;
        for (const ScoreFlip& flip : flips) {
            if (flip.published > 0) gain += flip.nearer();
        }
        return gain < 0;
    }
};

class Differ {
public:
    Differ(const RulePack& old_pack, const RulePack& new_pack, const Corpus& old_corpus,
           const Corpus& new_corpus)
        : packs_{&old_pack, &new_pack}, corpora_{&old_corpus, &new_corpus} {}

    PackDiff run() {
        diff_.remarks = corpora_[1]->remarks;
        std::map<std::pair<std::string, std::string>, std::size_t> old_index;
        for (std::size_t i = 0; i < corpora_[0]->labelled.size(); ++i) old_index.emplace(key(0, i), i);
        for (std::size_t i = 0; i < corpora_[1]->labelled.size(); ++i) {
            const auto found = old_index.find(key(1, i));
            if (found != old_index.end()) compare(found->second, i);
        }
        std::stable_sort(diff_.flips.begin(), diff_.flips.end(), [](const ScoreFlip& a, const ScoreFlip& b) {
            return (a.published ? a.nearer() : 99) < (b.published ? b.nearer() : 99);
        });
        std::stable_sort(diff_.findings.begin(), diff_.findings.end(),
                         [](const FindingChange& a, const FindingChange& b) {
                             return a.rule != b.rule ? a.rule < b.rule : a.gained && !b.gained;
                         });
        diff_.authorities = authorities_.size();
        diff_.figures = calibrate::paired_difference(diff_.before, diff_.after, diff_.authorities, {1000});
        return std::move(diff_);
    }

private:
    std::pair<std::string, std::string> key(std::size_t side, std::size_t i) const {
        const auto& each = corpora_[side]->labelled[i];
        return {each.document, each.evidence.statement};
    }

    Prediction predict(std::size_t side, std::size_t i) const {
        const score::Scored scored =
            score::score(corpora_[side]->labelled[i].evidence, packs_[side]->model());
        return {scored.predicted, scored.probabilities};
    }

    void compare(std::size_t old_at, std::size_t new_at) {
        const auto& each = corpora_[1]->labelled[new_at];
        const Prediction before = predict(0, old_at), after = predict(1, new_at);
        ++diff_.assessments;
        if (before.level != after.level) {
            diff_.flips.push_back(
                {each.document, each.evidence.statement, each.published, before.level, after.level});
        }
        if (each.published > 0) {
            calibrate::Judged judged;
            judged.published = each.published;
            judged.authority =
                authorities_.try_emplace(each.authority, static_cast<std::uint32_t>(authorities_.size()))
                    .first->second;
            for (const auto& [prediction, list] :
                 {std::pair{&before, &diff_.before}, std::pair{&after, &diff_.after}}) {
                judged.predicted = prediction->level;
                judged.probabilities = prediction->probabilities;
                list->push_back(judged);
            }
        }
        compare_findings(old_at, new_at);
    }

    struct Cited {
        std::string rule;
        Span bytes;
        bool flipped;
        bool operator<(const Cited& other) const {
            return std::tie(rule, bytes.begin, bytes.end, flipped) <
                   std::tie(other.rule, other.bytes.begin, other.bytes.end, other.flipped);
        }
    };

    std::map<Cited, std::uint32_t> cited(std::size_t side, std::size_t at) const {
        const CorpusPlace place = corpora_[side]->places[at];
        const ScoredReport& report = corpora_[side]->reports[place.report];
        std::map<Cited, std::uint32_t> result;
        for (const Finding& finding : report.assessments[place.assessment].findings) {
            result.emplace(Cited{packs_[side]->rules()[finding.rule].id,
                                 report.document.sentences[finding.sentence].bytes, finding.flipped},
                           finding.sentence);
        }
        return result;
    }

    void compare_findings(std::size_t old_at, std::size_t new_at) {
        const std::map<Cited, std::uint32_t> before = cited(0, old_at), after = cited(1, new_at);
        const auto missing = [this](const auto& from, const auto& in, std::size_t side, std::size_t at) {
            const ScoredReport& report = corpora_[side]->reports[corpora_[side]->places[at].report];
            for (const auto& [finding, sentence] : from) {
                if (in.contains(finding)) continue;
                diff_.findings.push_back(
                    {finding.rule, report.source.path, corpora_[side]->labelled[at].evidence.statement,
                     report.document.quote(report.document.sentences[sentence]), side == 1});
            }
        };
        missing(before, after, 0, old_at);
        missing(after, before, 1, new_at);
    }

    std::array<const RulePack*, 2> packs_;
    std::array<const Corpus*, 2> corpora_;
    std::map<std::string, std::uint32_t> authorities_;
    PackDiff diff_;
};

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

auto figures_of(const std::vector<calibrate::Judged>& judged) {
    calibrate::Tally tally;
    for (const calibrate::Judged& each : judged) tally.add(each);
    return calibrate::figures(tally);
}

std::string diff_text(const PackDiff& diff, std::size_t limit) {
    std::string out;
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
        const auto before = figures_of(diff.before), after = figures_of(diff.after);
        for (const Shown& shown : kShown) {
            const auto number = [](const std::optional<double>& v) {
                return v ? fmt::format("{:.4f}", *v) : std::string("undefined");
            };
            out += fmt::format("  {:<10} {:>9} -> {:>9}   change {}\n", shown.name, number(before[shown.at]),
                               number(after[shown.at]), report::figure_text(diff.figures.*shown.change, 4));
        }
    }
    const auto gained = std::count_if(diff.findings.begin(), diff.findings.end(),
                                      [](const FindingChange& f) { return f.gained; });
    out += fmt::format("\nFindings: {} gained, {} lost.\n", gained,
                       static_cast<std::ptrdiff_t>(diff.findings.size()) - gained);
    for (std::size_t i = 0; i < std::min(diff.findings.size(), limit); ++i) {
        const FindingChange& f = diff.findings[i];
        out += fmt::format("  {} {}  {} · {}\n      {}\n", f.gained ? '+' : '-', f.rule, f.document,
                           f.statement, f.quote);
    }
    if (diff.findings.size() > limit)
        out += fmt::format("  … and {} more; --limit shows them\n", diff.findings.size() - limit);
    return out;
}

std::string diff_json(const PackDiff& diff, std::size_t limit) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> w(buffer);
    const auto text = [&w](const char* name, const std::string& value) {
        w.Key(name);
        w.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
    };
    const auto number = [&w](const char* name, const std::optional<double>& value) {
        w.Key(name);
        value ? w.Double(*value) : w.Null();
    };
    w.StartObject();
    w.Key("assessments");
    w.Int(diff.assessments);
    w.Key("flips");
    w.StartArray();
    for (const ScoreFlip& flip : diff.flips) {
        w.StartObject();
        text("document", flip.document);
        text("statement", flip.statement);
        w.Key("published");
        flip.published ? w.Int(flip.published) : w.Null();
        w.Key("before");
        w.Int(flip.before);
        w.Key("after");
        w.Int(flip.after);
        text("verdict", flip.verdict());
        w.EndObject();
    }
    w.EndArray();
    w.Key("agreement");
    w.StartObject();
    const auto before = figures_of(diff.before), after = figures_of(diff.after);
    for (const Shown& shown : kShown) {
        const Figure& change = diff.figures.*shown.change;
        w.Key(shown.name);
        w.StartObject();
        number("before", before[shown.at]);
        number("after", after[shown.at]);
        number("change", change.value);
        if (change.interval) {
            number("low", change.interval->low);
            number("high", change.interval->high);
        }
        w.EndObject();
    }
    w.EndObject();
    w.Key("findings");
    w.StartArray();
    for (std::size_t i = 0; i < std::min(diff.findings.size(), limit); ++i) {
        const FindingChange& f = diff.findings[i];
        w.StartObject();
        text("change", f.gained ? "gained" : "lost");
        text("rule", f.rule);
        text("document", f.document);
        text("statement", f.statement);
        text("sentence", f.quote);
        w.EndObject();
    }
    w.EndArray();
    w.Key("findings_in_all");
    w.Uint64(diff.findings.size());
    w.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

struct DiffCommand {
    std::vector<std::string> packs;
    CorpusOptions corpus;
    std::string format = "text";
    std::string fail_on;
    std::size_t limit = 20;

    int run() {
        if (packs.size() != 2) {
            complain("name two packs: --pack OLD --pack NEW; OLD may be FOLDER@REVISION.");
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
        const std::vector<Corpus> corpora = score_corpora({old_pack, new_pack}, corpus);
        if (corpora.empty()) return kUsage;
        const PackDiff diff = Differ(*old_pack, *new_pack, corpora[0], corpora[1]).run();
        if (!write_out(format == "json" ? diff_json(diff, limit) : diff_text(diff, limit)))
            return kSomeFailed;
        if (corpora[1].failed) return kSomeFailed;
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
        ->required()
        ->type_name("DIR")
        ->allow_extra_args(false);
    app->add_option("--labels", command->corpus.labels, "Published scores as tab-separated text")
        ->type_name("TSV");
    app->add_option("--format", command->format, "text or json")->capture_default_str();
    app->add_option("--limit", command->limit, "Most flips and most findings to list")->capture_default_str();
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
        "rule.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
