// A phrase as one would write it in a rule, and what it then finds.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "suggest/mine.h"

namespace assay::suggest {

/// In the phrase language: `~word` where several inflections occur, the form itself where only one does.
/// The occurrences are those of the text, which is more than was mined (`~word` stands for forms that are
/// rare here) or less (a form that the base does not stand for).
struct WrittenPhrase {
    std::string text;
    MinedPhrase found;  ///< `open` in the order of the text; of one beginning only the nearest end
};

/// Keeps a reference to `words`. Not thread-safe, for it remembers inflections.
class PhraseWriter {
public:
    explicit PhraseWriter(const Words& words);

    WrittenPhrase write(const MinedPhrase& mined);

private:
    using Forms = std::vector<char>;  // by form: whether it may stand there

    const Forms& forms_of_base(std::uint32_t lemma);

    const Words& words_;
    std::unordered_map<std::string_view, std::uint32_t> form_ids_;
    std::vector<std::vector<std::uint32_t>> places_;  // by form: its tokens, ascending
    std::vector<std::uint32_t> sentence_;             // by token: index into Words::sentences
    std::unordered_map<std::uint32_t, Forms> by_lemma_;
};

}  // namespace assay::suggest
