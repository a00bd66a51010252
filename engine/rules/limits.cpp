#include "rules/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace assay::rules {

namespace {

// More hits of one rule than this are no report.
constexpr std::size_t kMostHits = 1000;

class Limiter {
public:
    Limiter(const Document& document, bool keep_silenced, std::span<RuleHit> hits, Evaluation& out)
        : document_(document),
          keep_silenced_(keep_silenced),
          hits_(hits),
          held_(std::min(hits.size(), kMostHits)),
          drop_(hits.size(), false),
          out_(out) {}

    // Each hit is held against each other; a file made of one sentence without end must end all the same.
    void drop_beyond_all_reason() {
        for (std::size_t i = kMostHits; i < hits_.size(); ++i) {
            drop(i, [] { return std::string("the rule has fired more often than in any report"); });
        }
    }

    void drop_repeats(Repeats& repeats) {
        for (std::size_t i = 1; i < held_; ++i) {
            for (std::size_t j = 0; j < i && !drop_[i]; ++j) {
                const Sentence& a = document_.sentences[hits_[j].sentence];
                const Sentence& b = document_.sentences[hits_[i].sentence];
                if (drop_[j] || a.part != b.part ||
                    !repeats.says_the_same(hits_[j].sentence, hits_[i].sentence))
                    continue;
                drop(i, [] { return std::string("the report says the same in an earlier sentence"); });
            }
        }
    }

    // Leaves the strongest `most` (0: all) of those that are in the same place.
    template <typename SamePlace>
    void cut(int most, const char* what, SamePlace same_place) {
        if (most == 0) return;
        std::vector<std::size_t> over;
        for (std::size_t i = 0; i < held_; ++i) {
            if (drop_[i]) continue;
            int stronger = 0;
            for (std::size_t j = 0; j < held_; ++j) {
                if (j == i || drop_[j] ||
                    !same_place(document_.sentences[hits_[i].sentence],
                                document_.sentences[hits_[j].sentence]))
                    continue;
                if (hits_[j].strength > hits_[i].strength ||
                    (hits_[j].strength == hits_[i].strength && j < i))
                    ++stronger;
            }
            if (stronger >= most) over.push_back(i);
        }
        for (const std::size_t i : over)
            drop(i, [&] { return fmt::format("no more than {} {}", most, what); });
    }

    // Moves those that are left to the front; how many.
    std::size_t keep() {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < hits_.size(); ++i) {
            if (drop_[i]) continue;
            if (kept != i) hits_[kept] = std::move(hits_[i]);
            ++kept;
        }
        return kept;
    }

private:
    // `reason` is asked for its text only where somebody reads it.
    template <typename Reason>
    void drop(std::size_t i, Reason reason) {
        drop_[i] = true;
        if (keep_silenced_)
            out_.silenced.push_back({hits_[i].rule, hits_[i].sentence, "limit", reason(), hits_[i].spans});
    }

    const Document& document_;
    bool keep_silenced_;
    std::span<RuleHit> hits_;
    std::size_t held_;  // those of them that are held against each other
    std::vector<bool> drop_;
    Evaluation& out_;
};

}  // namespace

void limit_hits(const RuleSpec& spec, const Document& document, Repeats& repeats, bool keep_silenced,
                std::size_t first, Evaluation& out) {
    Limiter limiter(document, keep_silenced, std::span(out.hits).subspan(first), out);
    limiter.drop_beyond_all_reason();
    limiter.drop_repeats(repeats);
    limiter.cut(spec.limit_per_paragraph, "per paragraph",
                [](const Sentence& a, const Sentence& b) { return a.block == b.block; });
    limiter.cut(spec.limit_per_document, "per document",
                [](const Sentence& a, const Sentence& b) { return a.part == b.part; });
    out.hits.erase(out.hits.begin() + static_cast<std::ptrdiff_t>(first + limiter.keep()), out.hits.end());
}

}  // namespace assay::rules
