#include "rules/repeats.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace assay::rules {

void Repeats::begin(const Document& document) {
    document_ = &document;
    known_.clear();
    words_.clear();
    pool_.clear();
}

const Repeats::Words& Repeats::words_of(std::uint32_t sentence) {
    if (known_.empty()) known_.resize(document_->sentences.size());
    std::uint32_t& known = known_[sentence];
    if (known != 0) return words_[known - 1];
    Words words;
    words.begin = static_cast<std::uint32_t>(pool_.size());
    const Span tokens = document_->sentences[sentence].tokens;
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
        const std::uint64_t fold = document_->tokens[t].fold;
        pool_.push_back(fold);
        words.signature[fold >> 63] |= std::uint64_t{1} << (fold >> 57 & 63);
    }
    const auto first = pool_.begin() + words.begin;
    std::sort(first, pool_.end());
    pool_.erase(std::unique(first, pool_.end()), pool_.end());
    words.end = static_cast<std::uint32_t>(pool_.size());
    words_.push_back(words);
    known = static_cast<std::uint32_t>(words_.size());
    return words_.back();
}

bool Repeats::says_the_same(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t size_a = document_->sentences[a].tokens.size();
    const std::uint32_t size_b = document_->sentences[b].tokens.size();
    const std::uint32_t shorter = std::min(size_a, size_b);
    if (shorter < 5 || std::max(size_a, size_b) > 2 * shorter) return false;
    Words few = words_of(a);
    Words many = words_of(b);
    if (few.end - few.begin > many.end - many.begin) std::swap(few, many);
    const std::uint32_t count = few.end - few.begin;
    const std::uint32_t may_lack = count - (count * 9 + 9) / 10;
    std::uint32_t lacking = 0;
    for (std::size_t i = 0; i < few.signature.size(); ++i)
        lacking += static_cast<std::uint32_t>(std::popcount(few.signature[i] & ~many.signature[i]));
    if (lacking > may_lack) return false;
    lacking = 0;
    for (std::uint32_t i = few.begin, k = many.begin; i < few.end; ++i) {
        while (k < many.end && pool_[k] < pool_[i]) ++k;
        if (k < many.end && pool_[k] == pool_[i]) continue;
        if (++lacking > may_lack) return false;
    }
    return true;
}

}  // namespace assay::rules
