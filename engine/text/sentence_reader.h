// The tokens of one sentence, one after the other.
#pragma once

#include <cstdint>
#include <string_view>

#include "assay/document.h"

namespace assay::text {

/// Looks at the tokens of one sentence by their index into Document::tokens; refers to both, owns neither.
class SentenceReader {
public:
    SentenceReader(const Document& document, const Sentence& sentence)
        : document_(document), sentence_(sentence) {}

    /// The token, or null outside the sentence.
    const Token* at(std::uint32_t i) const {
        return i >= sentence_.tokens.begin && i < sentence_.tokens.end ? &document_.tokens[i] : nullptr;
    }
    /// The token before it, or null where the sentence begins.
    const Token* before(std::uint32_t i) const {
        return i > sentence_.tokens.begin ? &document_.tokens[i - 1] : nullptr;
    }
    bool is(std::uint32_t i, std::uint64_t fold) const {
        const Token* token = at(i);
        return token != nullptr && token->fold == fold;
    }
    /// True when the token is there and belongs closely to the one before it.
    bool joined(std::uint32_t i) const {
        const Token* token = at(i);
        return token != nullptr && (token->flags & (kSpaced | kAfterHyphen)) != 0;
    }
    std::string_view printed(const Token& token) const { return document_.word(token); }
    const Document& document() const { return document_; }
    const Sentence& sentence() const { return sentence_; }
    std::string_view text() const { return document_.text(); }
    /// The byte behind a token.
    std::uint32_t end_of(std::uint32_t i) const {
        return document_.tokens[i].begin + document_.tokens[i].length;
    }

private:
    const Document& document_;
    const Sentence& sentence_;
};

}  // namespace assay::text
