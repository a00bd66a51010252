#include "rules/repeats.h"

#include <algorithm>
#include <vector>

namespace assay::rules {

namespace {

std::vector<std::uint64_t> distinct_words(const Document& document, const Sentence& s) {
    std::vector<std::uint64_t> words;
    words.reserve(s.tokens.size());
    for (std::uint32_t t = s.tokens.begin; t < s.tokens.end; ++t) words.push_back(document.tokens[t].fold);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

}  // namespace

bool says_the_same(const Document& document, const Sentence& a, const Sentence& b) {
    const std::uint32_t shorter = std::min(a.tokens.size(), b.tokens.size());
    const std::uint32_t longer = std::max(a.tokens.size(), b.tokens.size());
    if (shorter < 5 || longer > 2 * shorter) return false;
    const auto words_a = distinct_words(document, a);
    const auto words_b = distinct_words(document, b);
    std::vector<std::uint64_t> shared;
    std::set_intersection(words_a.begin(), words_a.end(), words_b.begin(), words_b.end(),
                          std::back_inserter(shared));
    return shared.size() * 10 >= std::min(words_a.size(), words_b.size()) * 9;
}

}  // namespace assay::rules
