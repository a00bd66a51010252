// Words that a phrase finds, made up from the phrase itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "match/phrase.h"
#include "rules/rule_spec.h"

namespace assay::rules {

/// Makes samples of phrases. Not thread-safe: it remembers inflections.
class PhraseSampler {
public:
    explicit PhraseSampler(const std::vector<ListSpec>& lists);

    /// Sample number `n` of a phrase, deterministic. Number 0 takes the first of everything and leaves
    /// gaps empty. In `plain` samples words marked ~ and lists stand as their first form and entry, so
    /// that numbers below the longest choice go through every alternative. Other samples go through
    /// inflections, list entries and gaps too, at first side by side, then mixed.
    std::string sample(const match::Phrase& phrase, std::uint64_t n, bool plain);

    /// How many alternatives the longest choice of the phrase has (1 where there is none): of choices
    /// alone where `plain`, of inflections, lists and gaps too otherwise.
    std::uint64_t breadth(const match::Phrase& phrase, bool plain);

    /// How many different samples there are, at most `most`.
    std::uint64_t variety(const match::Phrase& phrase, std::uint64_t most);

private:
    struct Chooser;
    void write(const match::Sequence& sequence, Chooser& chooser, int depth, std::string& out);
    std::uint64_t breadth(const match::Sequence& sequence, bool plain, int depth);
    std::uint64_t variety(const match::Sequence& sequence, std::uint64_t most, int depth);
    const std::vector<std::string>& forms(const std::string& word);
    const std::vector<match::Sequence>& entries(const std::string& list);

    std::map<std::string, std::vector<match::Sequence>> lists_;
    std::map<std::string, std::vector<std::string>> forms_;
};

}  // namespace assay::rules
