// Where a document's matches may make a rule hold, before context and limits have their say.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "assay/document.h"
#include "assay/profile.h"
#include "rules/document_matches.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// A match that a rule's `match`, `near`, `metric` or `regex` found. A large document has millions.
struct Candidate {
    static constexpr std::uint32_t kNoMetric = ~0u;

    std::uint32_t rule;
    std::uint32_t sentence;
    /// Index into the document's matches; those that `near` and `regex` made stand behind them.
    std::uint32_t match;
    std::uint32_t metric = kNoMetric;  ///< which of the phrase's uses it is, where it is a metric's
};

/// A phrase that keeps a rule from holding where the two overlap.
struct ExceptionMatch {
    const PhraseUse* use;
    const match::Match* match;
};

/// True for a rule that is to be evaluated.
inline bool is_wanted(const CompiledRule& rule, bool drafts) {
    return rule.status == RuleStatus::active || (rule.status == RuleStatus::draft && drafts);
}

/// The candidates of one document, by rule, and the matches of its exceptions, by
/// sentence. Working memory of one thread, reused from document to document. Refers to what it was collected
/// from.
class Candidates {
public:
    /// Forgets the document before. `costs`: by rule, or null where nobody asks for the time.
    void collect(const PackContent& pack, const Document& document, const DocumentMatches& matches,
                 bool drafts, std::vector<RuleCost>* costs);

    std::size_t size() const { return candidates_.size(); }
    /// Calls `visit` with the candidates of each rule that has any: rules ascending, a rule's by sentence and
    /// place, the longest first where several begin alike (of two figures, "22 weeks" says more than "22").
    /// What is passed lasts until `visit` returns.
    template <typename Visit>
    void for_each_rule(Visit visit) {
        for (std::size_t block = 0; block < rules_.size(); ++block) {
            for (std::uint64_t left = rules_[block]; left != 0; left &= left - 1) {
                gather(static_cast<std::uint32_t>(block * 64) +
                       static_cast<std::uint32_t>(std::countr_zero(left)));
                visit(std::span<const Candidate>(of_rule_));
            }
        }
    }
    const match::Match& match_of(const Candidate& c) const {
        const std::size_t found = matches_->matches.size();
        return c.match < found ? matches_->matches[c.match] : made_[c.match - found];
    }
    /// The exception of a rule that overlaps a match in a sentence, or null.
    const PhraseUse* exception_at(std::uint32_t rule, std::uint32_t sentence, const match::Match& m) const;

    /// Frees what a large document took; small ones' memory is left for the next document.
    void give_back();

private:
    void collect_sentence(std::uint32_t s, bool drafts);
    void add(std::uint32_t rule, std::uint32_t sentence, std::uint32_t match,
             std::uint32_t metric = Candidate::kNoMetric);
    void add_made(std::uint32_t rule, std::uint32_t sentence, const match::Match& m);
    void near(std::uint32_t rule, std::uint32_t which, std::uint32_t sentence);
    void regex(std::uint32_t rule);
    void gather(std::uint32_t rule);
    std::uint64_t* time_of(std::uint32_t rule) const;

    const PackContent* pack_ = nullptr;
    const Document* document_ = nullptr;
    const DocumentMatches* matches_ = nullptr;
    std::vector<RuleCost>* costs_ = nullptr;
    std::vector<Candidate> candidates_;  // in the order of their discovery
    // A rule's candidates form a chain. Rules are marked in a set of bits, which is read in their order:
    // sorting the candidates would cost more.
    struct Chain {
        std::uint32_t first, last;
    };
    std::vector<std::uint64_t> rules_;
    std::vector<Chain> chains_;                                        // by rule, where its bit is set
    std::vector<std::uint32_t> next_;                                  // by candidate
    std::vector<Candidate> of_rule_;                                   // gathered
    std::vector<match::Match> made_;                                   // matches that `near` and `regex` made
    std::vector<ExceptionMatch> exceptions_;                           // by sentence
    std::vector<std::uint32_t> exception_begins_;                      // sentence i: [begins[i], begins[i+1])
    std::vector<std::pair<std::uint32_t, std::uint32_t>> near_rules_;  // of the sentence at hand
};

}  // namespace assay::rules
