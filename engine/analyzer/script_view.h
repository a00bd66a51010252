// A document as a script sees it: the sentences of one part of a report, counted from 0.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzer/script_matches.h"
#include "assay/document.h"
#include "lua/doc_view.h"
#include "rules/evaluate.h"

namespace assay::analyzer {

/// Refers to everything it is given, which must outlive it. Read-only once built.
class ScriptView : public lua::DocView {
public:
    ScriptView(const PackContent& pack, const Document& document, const rules::DocumentMatches& matches,
               const ScriptMatches& phrases, std::uint16_t part, std::uint32_t rule);

    std::string_view statement() const override;
    std::uint32_t sentence_count() const override { return static_cast<std::uint32_t>(sentences_.size()); }
    std::string_view section(std::uint32_t sentence) const override;
    std::uint32_t paragraph(std::uint32_t sentence) const override { return paragraphs_[sentence]; }
    std::uint32_t word_count(std::uint32_t sentence) const override { return at(sentence).tokens.size(); }
    std::string text(std::uint32_t sentence) const override { return document_.quote(at(sentence)); }
    std::string text(std::uint32_t sentence, Span words) const override;
    std::vector<lua::PhraseHit> find(std::uint32_t sentence, std::uint32_t group) const override;
    lua::ContextView context(std::uint32_t sentence, Span words) const override;
    std::vector<lua::Reading> metrics(std::uint32_t sentence) const override;

    /// True when the script need not run: it has trigger phrases and none stands in the part.
    bool untriggered() const;
    /// The document's index of a sentence of the view.
    std::uint32_t document_sentence(std::uint32_t sentence) const { return sentences_[sentence]; }
    /// The bytes of some words of a sentence.
    Span bytes(std::uint32_t sentence, Span words) const;

private:
    const Sentence& at(std::uint32_t sentence) const { return document_.sentences[sentences_[sentence]]; }
    const match::Match* first_match(std::uint32_t sentence) const;
    const match::Match* last_match(std::uint32_t sentence) const;
    std::vector<lua::Capture> captures(const Sentence& sentence, const match::Match& match) const;

    const PackContent& pack_;
    const Document& document_;
    const rules::DocumentMatches& matches_;
    std::span<const ScriptMatch> phrases_;  // of this rule, by sentence of the document
    std::uint16_t part_;
    std::uint32_t rule_;
    std::vector<std::uint32_t> sentences_;   // of the document
    std::vector<std::uint32_t> paragraphs_;  // by sentence of the view
};

}  // namespace assay::analyzer
