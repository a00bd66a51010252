// Sentences that say the same twice.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "assay/document.h"

namespace assay::rules {

/// Compares sentences of one document. What a comparison needs of a sentence is worked out once, when it is
/// first asked for. Working memory of one thread, reused from document to document.
class Repeats {
public:
    /// Forgets the document before; `document` must outlive the questions about it.
    void begin(const Document& document);

    /// True when the shorter sentence has at least five words and at least nine tenths of its distinct words
    /// stand in the other, and the other is not more than twice as long. Reports repeat findings under
    /// several headings; a repeat is evidence only once. Sentences by index.
    bool says_the_same(std::uint32_t a, std::uint32_t b);

    /// Frees what a large document took; small ones' memory is left for the next document.
    void give_back();

private:
    // A bit for each word of a sentence: a bit that the other sentence's signature lacks is a word that the
    // other sentence lacks.
    struct Signature {
        std::array<std::uint64_t, 2> bits{};  // none where not yet asked for

        std::uint32_t lacking_in(const Signature& other) const;
    };
    // The distinct words of a sentence, ascending: into pool_. Empty where not yet asked for.
    struct Words {
        std::uint32_t begin = 0, end = 0;
    };
    const Signature& signature_of(std::uint32_t sentence);
    const Words& words_of(std::uint32_t sentence);

    const Document* document_ = nullptr;
    std::vector<Signature> signatures_;  // by sentence
    std::vector<Words> words_;           // by sentence
    std::vector<std::uint64_t> pool_;
};

}  // namespace assay::rules
