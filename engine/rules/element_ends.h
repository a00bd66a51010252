// Where an element of a phrase may end that begins at a given token.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "assay/document.h"
#include "match/phrase.h"
#include "rules/pack_content.h"

namespace assay::rules {

/// How words of a phrase are met: as they are written there, or in any form of theirs ("starters" for
/// `starter`).
enum class Forms : std::uint8_t { written, any };

/// Matches elements of phrases with the tokens of one sentence at a time, the plain way. What it works out
/// about an element (how its words may be written, with which words it can begin) it remembers by the
/// element's address, so phrases must be those that `phrase` gave and entries those of `list`. Not
/// thread-safe. Refers to pack and document.
class ElementEnds {
public:
    struct Entry {
        Text text;
        match::Sequence elements;
    };

    ElementEnds(const PackContent& pack, const Document& document);

    /// The phrase, parsed once; the reference stays good.
    const match::Sequence& phrase(const std::string& text);

    /// The entries of a list, none where there is no such list.
    const std::vector<Entry>& list(const std::string& name) const;

    void look_in(const Sentence& sentence) { sentence_ = &sentence; }
    const Sentence& sentence() const { return *sentence_; }
    const Document& document() const { return document_; }

    /// The tokens behind the element, or the elements one after another, ascending: every way to meet them is
    /// one.
    std::set<std::uint32_t> ends(const match::Element& element, std::uint32_t token, Forms forms);
    std::set<std::uint32_t> ends(std::span<const match::Element> elements, std::uint32_t token, Forms forms);

    /// Bytes and words of the tokens [from, to).
    Span bytes(std::uint32_t from, std::uint32_t to) const;
    std::string words(std::uint32_t from, std::uint32_t to) const;

private:
    /// Ways to write a word, each as the folds of the tokens that it makes.
    using Ways = std::vector<std::vector<std::uint64_t>>;
    /// The folds that a sequence can begin with; `anything` where they are not known, or it may be empty.
    struct Begins {
        bool anything = false;
        std::set<std::uint64_t> folds;
        void add(const Begins& other);
    };
    /// The entries of a list by the fold that they begin with.
    struct Index {
        Begins begins;
        std::unordered_map<std::uint64_t, std::vector<const Entry*>> by_fold;
        std::vector<const Entry*> always;
    };
    struct Known {
        Ways ways;
        Begins begins;
    };
    using Sequence = std::span<const match::Element>;
    static constexpr int kDeepest = 6;

    const Known& known(const match::Element& element, Forms forms);
    Begins begins_of(Sequence elements, Forms forms);
    const Index& index(const std::string& list, Forms forms);
    Ways ways(const match::Element& element, Forms forms) const;
    bool can_begin(const Begins& begins, std::uint32_t token) const;
    void collect(const match::Element& element, std::uint32_t token, Forms forms, int depth,
                 std::set<std::uint32_t>& out);
    void collect(Sequence elements, std::uint32_t token, Forms forms, int depth,
                 std::set<std::uint32_t>& out);

    const Document& document_;
    const Sentence* sentence_ = nullptr;
    std::map<std::string, std::vector<Entry>> lists_;
    const std::vector<Entry> none_;
    std::map<std::string, match::Phrase> phrases_;
    std::unordered_map<const match::Element*, Known> known_[2];
    std::map<std::string, Index> indexes_[2];
};

}  // namespace assay::rules
