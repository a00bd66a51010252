// The front door: score a file with the packs at hand.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "assay/profile.h"
#include "assay/result.h"
#include "assay/rule_pack.h"

namespace assay {

/// "0.1.0".
std::string_view version();

/// The overall rating: the score of the framework's overall statement, or what follows from the statements'
/// scores by the framework's rule.
struct OverallRating {
    std::optional<int> score;       ///< for lower_median
    std::optional<int> percentage;  ///< for percentage_bands
    std::string title;              ///< "Good"; empty when scores are missing
};

/// One file, scored. `errors` is empty when everything went well; a file that could not be read has
/// one error and nothing else. The document owns the text that spans in `assessments` refer to.
struct ScoredReport {
    Source source;
    std::shared_ptr<const RulePack> pack;  ///< null when no framework was recognised
    Document document;
    std::vector<Assessment> assessments;  ///< in the order of the framework's parts in the text
    OverallRating predicted_overall;
    OverallRating published_overall;
    std::vector<Error> errors;
};

struct ScoreOptions {
    /// Statement to assume where the text names none; empty: none.
    std::string assume_statement;
    bool find_flips = true;
    bool keep_silenced = false;  ///< also tell what was silenced, and why (Assessment::silenced)
    bool drafts = false;         ///< score rules whose status is draft as well
    /// Words (several: one after another) that no phrase may match: calibration measures what is left
    /// when the words of the scale itself are not there. Scripts and regexes still see them.
    std::vector<std::string> masked;
    /// Where to add what this report cost, by phase and rule; null: nobody asks, and nothing is measured.
    Profile* profile = nullptr;
};

namespace ingest {
class Recogniser;
}

/// Holds the packs (load_pack() in rule_pack.h gives them) and knows their frameworks. `Engine` is immutable
/// and may be shared; each thread uses a `Session` of its own.
class Engine {
public:
    /// At least one pack. Throws std::invalid_argument when a framework's pattern is no regular
    /// expression, which load_pack() has already reported.
    explicit Engine(std::vector<std::shared_ptr<const RulePack>> packs);
    const std::vector<std::shared_ptr<const RulePack>>& packs() const { return packs_; }
    const ingest::Recogniser& recogniser() const { return *recogniser_; }

private:
    std::vector<std::shared_ptr<const RulePack>> packs_;
    std::shared_ptr<const ingest::Recogniser> recogniser_;
};

/// Scratch memory and script states of one thread. Not thread-safe; cheap to keep, dear to make.
class Session {
public:
    explicit Session(std::shared_ptr<const Engine> engine);
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    /// Reads, recognises and scores one file ("-" is standard input). Never throws: what goes wrong with the
    /// file is in `errors`.
    ScoredReport score_file(const std::string& path, const ScoreOptions& options = {});
    /// The same for text at hand; `name` stands for the path in results.
    ScoredReport score_text(std::string text, const std::string& name, const ScoreOptions& options = {});
    /// The same for a text that was extracted before, or the reason why there is none.
    ScoredReport score_extracted(Result<Extracted> extracted, const std::string& path,
                                 const ScoreOptions& options = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace assay
