#include "rules/element_ends.h"

#include <algorithm>

#include "match/inflect.h"
#include "text/quantities.h"

namespace assay::rules {

namespace {

using match::Element;
using match::ElementKind;

std::size_t at(Forms forms) {
    return static_cast<std::size_t>(forms);
}

}  // namespace

ElementEnds::ElementEnds(const PackContent& pack, const Document& document) : document_(document) {
    for (const ListSpec& list : pack.lists) {
        for (const Text& entry : list.entries) {
            auto phrase = match::parse_phrase(entry.value);
            if (phrase.errors.empty())
                lists_[list.name.value].push_back({entry, std::move(phrase.phrase.elements)});
        }
    }
}

const match::Sequence& ElementEnds::phrase(const std::string& text) {
    const auto [found, fresh] = phrases_.try_emplace(text);
    if (fresh) found->second = match::parse_phrase(text).phrase;
    return found->second.elements;
}

const std::vector<ElementEnds::Entry>& ElementEnds::list(const std::string& name) const {
    const auto found = lists_.find(name);
    return found == lists_.end() ? none_ : found->second;
}

void ElementEnds::Begins::add(const Begins& other) {
    anything = anything || other.anything;
    folds.insert(other.folds.begin(), other.folds.end());
}

ElementEnds::Ways ElementEnds::ways(const Element& e, Forms forms) const {
    const bool inflected = e.kind == ElementKind::inflected || forms == Forms::any;
    Ways out;
    for (const std::string& form : inflected ? match::inflections(e.text) : match::written_forms(e.text)) {
        std::string joined;
        std::vector<std::uint64_t> folds;
        for (const std::string& part : match::split_hyphens(form)) {
            joined += part;
            folds.push_back(fold_hash(part));
        }
        out.push_back({fold_hash(joined)});
        if (folds.size() > 1) out.push_back(std::move(folds));
    }
    return out;
}

const ElementEnds::Known& ElementEnds::known(const Element& e, Forms forms) {
    if (const auto found = known_[at(forms)].find(&e); found != known_[at(forms)].end()) return found->second;
    Known known;
    switch (e.kind) {
        case ElementKind::word:
        case ElementKind::inflected:
            known.ways = ways(e, forms);
            for (const auto& folds : known.ways) known.begins.folds.insert(folds.front());
            break;
        case ElementKind::list:
            known.begins = index(e.text, forms).begins;
            break;
        case ElementKind::choice:
            for (const match::Sequence& alternative : e.alternatives)
                known.begins.add(begins_of(alternative, forms));
            break;
        case ElementKind::capture:
        case ElementKind::gap:
            known.begins.anything = true;
            break;
    }
    return known_[at(forms)].emplace(&e, std::move(known)).first->second;
}

ElementEnds::Begins ElementEnds::begins_of(Sequence elements, Forms forms) {
    if (elements.empty()) return {true, {}};
    return known(elements.front(), forms).begins;
}

const ElementEnds::Index& ElementEnds::index(const std::string& name, Forms forms) {
    const auto [found, fresh] = indexes_[at(forms)].try_emplace(name);
    Index& index = found->second;
    if (!fresh) return index;
    // A list that stands in itself can begin with anything, as far as is known meanwhile.
    index.begins.anything = true;
    Index whole;
    for (const Entry& entry : list(name)) {
        const Begins begins = begins_of(entry.elements, forms);
        if (begins.anything) {
            whole.always.push_back(&entry);
        } else {
            for (const std::uint64_t fold : begins.folds) whole.by_fold[fold].push_back(&entry);
        }
        whole.begins.add(begins);
    }
    return index = std::move(whole);
}

bool ElementEnds::can_begin(const Begins& begins, std::uint32_t token) const {
    if (begins.anything) return true;
    return token < sentence_->tokens.end && begins.folds.count(document_.tokens[token].fold) != 0;
}

void ElementEnds::collect(const Element& e, std::uint32_t token, Forms forms, int depth,
                          std::set<std::uint32_t>& out) {
    const Known& facts = known(e, forms);
    if (!can_begin(facts.begins, token)) return;
    const std::uint32_t end = sentence_->tokens.end;
    switch (e.kind) {
        case ElementKind::word:
        case ElementKind::inflected:
            for (const auto& folds : facts.ways) {
                if (token + folds.size() > end) continue;
                bool same = true;
                for (std::size_t i = 0; i < folds.size(); ++i)
                    same = same && document_.tokens[token + i].fold == folds[i];
                if (same) out.insert(token + static_cast<std::uint32_t>(folds.size()));
            }
            break;
        case ElementKind::list: {
            if (depth >= kDeepest) break;
            const Index& entries = index(e.text, forms);
            for (const Entry* entry : entries.always) collect(entry->elements, token, forms, depth + 1, out);
            if (token >= end) break;
            const auto found = entries.by_fold.find(document_.tokens[token].fold);
            if (found == entries.by_fold.end()) break;
            for (const Entry* entry : found->second) collect(entry->elements, token, forms, depth + 1, out);
            break;
        }
        case ElementKind::capture:
            if (token < end) {
                const auto& kinds = match::capture_kinds();
                const auto kind = std::find(kinds.begin(), kinds.end(), e.text) - kinds.begin();
                if (const auto q = text::read_quantity_as(static_cast<text::QuantityKind>(kind), document_,
                                                          *sentence_, token))
                    out.insert(q->tokens.end);
            }
            break;
        case ElementKind::choice:
            for (const match::Sequence& alternative : e.alternatives)
                collect(alternative, token, forms, depth, out);
            break;
        case ElementKind::gap:
            for (std::uint32_t k = 0; k <= e.gap && token + k <= end; ++k) out.insert(token + k);
            break;
    }
}

void ElementEnds::collect(Sequence elements, std::uint32_t token, Forms forms, int depth,
                          std::set<std::uint32_t>& out) {
    if (elements.empty()) {
        out.insert(token);
        return;
    }
    if (elements.size() == 1) return collect(elements.front(), token, forms, depth, out);
    std::set<std::uint32_t> after;
    collect(elements.front(), token, forms, depth, after);
    for (const std::uint32_t next : after) collect(elements.subspan(1), next, forms, depth, out);
}

std::set<std::uint32_t> ElementEnds::ends(const Element& element, std::uint32_t token, Forms forms) {
    std::set<std::uint32_t> out;
    collect(element, token, forms, 0, out);
    return out;
}

std::set<std::uint32_t> ElementEnds::ends(Sequence elements, std::uint32_t token, Forms forms) {
    std::set<std::uint32_t> out;
    collect(elements, token, forms, 0, out);
    return out;
}

Span ElementEnds::bytes(std::uint32_t from, std::uint32_t to) const {
    if (from >= to) return {};
    return {document_.tokens[from].begin, document_.tokens[to - 1].span().end};
}

std::string ElementEnds::words(std::uint32_t from, std::uint32_t to) const {
    std::string out(slice(document_.text(), bytes(from, to)));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

}  // namespace assay::rules
