// What a script may see of a document: the evidence of one statement, as sentences counted from 0. The
// analyzer implements it over a Document and its matches; tests over a few lines of text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assay/span.h"

namespace assay::lua {

/// What a typed capture of a phrase held: `{percent as benchmark}` gives name "benchmark", kind "percent".
struct Capture {
    std::string name;
    std::string kind;
    double value = 0;
    std::string unit;
};

/// A phrase in a sentence. `words` are the words [begin, end) of the sentence, counted from 0.
struct PhraseHit {
    Span words;
    std::vector<Capture> captures;
};

/// A figure in a sentence.
struct Reading {
    std::string kind;  ///< percent, count, ratio, duration, rate, money
    double value = 0;
    std::string unit;
    Span words;
};

/// A cue that bears on some words: its kind (negation, intention, partial, quantifier, attribution, remedy,
/// contrast), its words, and the factor it stands for.
struct CueEffect {
    std::string kind;
    std::string cue;
    double factor = 1;
};

/// Everything that bears on some words. `factor` is the product of the factors with its floor, 0 when
/// dropped.
struct ContextView {
    std::vector<CueEffect> cues;
    std::string speaker;  ///< "leaders", as the cue names it; empty when nobody is named
    double factor = 1;
    bool dropped = false;
    bool flipped = false;
};

/// Read-only while a script runs. `sentence` is always below sentence_count(), `words` always lie within
/// the sentence, `group` is an index into ScriptSpec::phrases of the script that runs. Functions may throw
/// std::bad_alloc and nothing else.
class DocView {
public:
    virtual ~DocView() = default;

    virtual std::string_view statement() const = 0;  ///< id of the statement that is scored
    virtual std::uint32_t sentence_count() const = 0;
    virtual std::string_view section(std::uint32_t sentence) const = 0;  ///< id; may be empty
    /// Sentences of one paragraph have equal numbers, others different ones; they ascend from 0.
    virtual std::uint32_t paragraph(std::uint32_t sentence) const = 0;
    virtual std::uint32_t word_count(std::uint32_t sentence) const = 0;
    virtual std::string text(std::uint32_t sentence) const = 0;  ///< as printed, white space normalised
    virtual std::string text(std::uint32_t sentence,
                             Span words) const = 0;  ///< the same of some of its words
    /// Hits of any phrase of the group, ascending, without equal ones.
    virtual std::vector<PhraseHit> find(std::uint32_t sentence, std::uint32_t group) const = 0;
    virtual ContextView context(std::uint32_t sentence, Span words) const = 0;
    virtual std::vector<Reading> metrics(std::uint32_t sentence) const = 0;
};

}  // namespace assay::lua
