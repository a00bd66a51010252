#include "rules/repeats.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "rules/document_matches.h"

namespace assay::rules {

namespace {

// So many of a sentence's distinct words may be missing in the other.
std::uint32_t may_lack(std::uint32_t distinct) {
    return distinct - (distinct * 9 + 9) / 10;
}

}  // namespace

void Repeats::begin(const Document& document) {
    document_ = &document;
    signatures_.clear();
    words_.clear();
    pool_.clear();
}

void Repeats::give_back() {
    if (pool_.capacity() > kLargeMany || signatures_.capacity() > kLargeMany) *this = Repeats();
}

std::uint32_t Repeats::Signature::lacking_in(const Signature& other) const {
    return static_cast<std::uint32_t>(std::popcount(bits[0] & ~other.bits[0]) +
                                      std::popcount(bits[1] & ~other.bits[1]));
}

const Repeats::Signature& Repeats::signature_of(std::uint32_t sentence) {
    if (signatures_.empty()) {
        signatures_.resize(document_->sentences.size());
        words_.resize(document_->sentences.size());
    }
    Signature& signature = signatures_[sentence];
    if ((signature.bits[0] | signature.bits[1]) != 0) return signature;
    const Span tokens = document_->sentences[sentence].tokens;
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
        const std::uint64_t fold = document_->tokens[t].fold;
        signature.bits[fold >> 63] |= std::uint64_t{1} << (fold >> 57 & 63);
    }
    return signature;
}

const Repeats::Words& Repeats::words_of(std::uint32_t sentence) {
    Words& words = words_[sentence];
    if (words.begin != words.end) return words;
    words.begin = static_cast<std::uint32_t>(pool_.size());
    const Span tokens = document_->sentences[sentence].tokens;
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) pool_.push_back(document_->tokens[t].fold);
    const auto first = pool_.begin() + words.begin;
    std::sort(first, pool_.end());
    pool_.erase(std::unique(first, pool_.end()), pool_.end());
    words.end = static_cast<std::uint32_t>(pool_.size());
    return words;
}

bool Repeats::says_the_same(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t size_a = document_->sentences[a].tokens.size();
    const std::uint32_t size_b = document_->sentences[b].tokens.size();
    const std::uint32_t shorter = std::min(size_a, size_b);
    if (shorter < 5 || std::max(size_a, size_b) > 2 * shorter) return false;
    // Distinct words are at most all words, whichever of the two has fewer of them.
    const Signature& of_a = signature_of(a);
    const Signature& of_b = signature_of(b);
    const std::uint32_t a_lacks = of_a.lacking_in(of_b);
    const std::uint32_t b_lacks = of_b.lacking_in(of_a);
    if (a_lacks > may_lack(size_a) && b_lacks > may_lack(size_b)) return false;
    Words few = words_of(a);
    Words many = words_of(b);
    if (few.end - few.begin > many.end - many.begin) std::swap(few, many);
    const std::uint32_t most = may_lack(few.end - few.begin);
    std::uint32_t lacking = 0;
    for (std::uint32_t i = few.begin, k = many.begin; i < few.end; ++i) {
        while (k < many.end && pool_[k] < pool_[i]) ++k;
        if (k < many.end && pool_[k] == pool_[i]) continue;
        if (++lacking > most) return false;
    }
    return true;
}

}  // namespace assay::rules
