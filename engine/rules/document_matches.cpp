#include "rules/document_matches.h"

namespace assay::rules {

void give_back(DocumentMatches& matches) {
    if (matches.matches.capacity() > kLargeMany) matches = DocumentMatches();
}

void find_matches(const PackContent& pack, const Document& document, match::Scratch& scratch,
                  DocumentMatches& out) {
    out.matches.clear();
    out.begins.clear();
    out.begins.reserve(document.sentences.size() + 1);
    pack.automaton.look_up(document, scratch);
    for (const Sentence& sentence : document.sentences) {
        out.begins.push_back(static_cast<std::uint32_t>(out.matches.size()));
        // Doubling what is large already would copy it, and hold it twice meanwhile: the sentences so far
        // tell how many matches the rest will bring.
        const std::size_t many = out.matches.size();
        if (many >= kLargeMany && out.matches.capacity() - many < kLargeMany / 2) {
            const double share =
                static_cast<double>(out.begins.size()) / static_cast<double>(document.sentences.size());
            out.matches.reserve(static_cast<std::size_t>(1.1 * static_cast<double>(many) / share) +
                                kLargeMany);
        }
        pack.automaton.match(document, sentence, scratch, out.matches);
    }
    out.begins.push_back(static_cast<std::uint32_t>(out.matches.size()));
    // What comes next needs room of its own.
    if (document.tokens.size() > kLargeMany) scratch = match::Scratch();
}

}  // namespace assay::rules
