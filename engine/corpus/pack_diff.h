// What an edit of a pack changes over a corpus: scores that flip, agreement, findings gained and lost.
#pragma once

#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/engine.h"
#include "calibrate/agreement.h"
#include "corpus/corpus.h"
#include "rules/pack_changes.h"

namespace assay::corpus {

/// A predicted score that changed.
struct ScoreFlip {
    std::string report;  ///< report_id()
    std::string document, statement;
    int published = 0;  ///< 0: unknown
    int before = 0, after = 0;

    /// How much nearer the published score the new prediction is; negative: further away.
    int nearer() const { return std::abs(before - published) - std::abs(after - published); }
    /// "better", "worse", "as far"; "changed" where no score was published.
    const char* verdict() const;
};

/// A finding that one pack has and the other has not.
struct FindingChange {
    std::string report;  ///< report_id()
    std::string rule, document, statement, quote;
    Span bytes;  ///< of the sentence, in the text
    std::uint32_t line = 0;
    bool gained = false;
};

struct PackDiff {
    int assessments = 0;
    std::vector<ScoreFlip> flips;         ///< what became worse first
    std::vector<FindingChange> findings;  ///< by rule, gained before lost
    std::vector<calibrate::Judged> before, after;
    std::size_t authorities = 0;
    calibrate::PairedFigures figures;
    std::vector<std::string> remarks;

    /// The predictions are further from the published scores, all together.
    bool worse() const;
    std::size_t gained() const;
};

/// One assessment by two packs. Refers to everything.
struct ComparedAssessment {
    struct Side {
        const Document* document = nullptr;
        const Assessment* assessment = nullptr;
    };
    Side before, after;
    std::string_view path;       ///< of the report
    std::string_view authority;  ///< not empty
    int published = 0;           ///< 0: unknown
    std::string report;          ///< report_id()
};

struct DiffSettings {
    int draws = 1000;  ///< of the bootstrap that gives the differences their intervals
};

/// Compares two versions of a pack assessment by assessment, in the order given.
PackDiff diff_assessments(const RulePack& before, const RulePack& after,
                          const std::vector<ComparedAssessment>& all, const DiffSettings& settings = {});

/// The same for two corpora that score_corpora() read from the same files: what is in both is compared.
/// The new corpus' remarks are kept.
PackDiff diff_corpora(const RulePack& before, const Corpus& old_corpus, const RulePack& after,
                      const Corpus& new_corpus);

/// The figures of one side, by calibrate::FigureIndex.
std::array<std::optional<double>, calibrate::kFigures> figures_of(
    const std::vector<calibrate::Judged>& judged);

/// As an object: assessments, flips, agreement (n, before, after, difference), gained, lost; at most `limit`
/// findings of each; `rules`, where `changes` are given, all of them. Line breaks: none.
std::string diff_json(const PackDiff& diff, std::size_t limit, const rules::PackChanges* changes = nullptr);

}  // namespace assay::corpus
