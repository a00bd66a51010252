#include "serve/phrase_from.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "match/inflect.h"
#include "serve/probe.h"

namespace assay::serve {
namespace {

constexpr std::uint32_t kMostTokens = 16;

const std::set<std::string>& small_words() {
    static const std::set<std::string> words{
        "a",    "an",   "the",  "of",    "to",    "in",    "on",   "for",   "and",   "or",   "was",  "were",
        "is",   "are",  "be",   "been",  "by",    "at",    "with", "from",  "that",  "this", "had",  "has",
        "have", "it",   "its",  "their", "they",  "as",    "also", "which", "who",   "very", "more", "most",
        "well", "all",  "some", "these", "those", "there", "our",  "his",   "her",   "what", "when", "while",
        "if",   "into", "than", "then",  "such",  "until", "both", "each",  "other", "down", "up",   "out"};
    return words;
}

std::string lower(std::string_view word) {
    std::string out(word);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

std::string written(const Document& document, const Token& token) {
    if (token.kind == TokenKind::number) {
        if (token.flags & kPercent) return "{percent}";
        if (token.flags & kMoney) return "{money}";
        return "{count}";
    }
    return lower(document.word(token));
}

bool ends_with(const std::string& word, std::string_view end) {
    return word.size() > end.size() && word.compare(word.size() - end.size(), end.size(), end) == 0;
}

/// The word that this is probably a form of; the word itself where nothing speaks for another.
std::string base_of(const std::string& word, const Vocabulary& vocabulary) {
    std::vector<std::string> bases;
    const auto cut = [&](std::string_view end, const char* put) {
        if (ends_with(word, end)) bases.push_back(word.substr(0, word.size() - end.size()) + put);
    };
    cut("ies", "y");
    cut("ied", "y");
    cut("es", "e");
    cut("es", "");
    cut("s", "");
    cut("ed", "e");
    cut("ed", "");
    cut("ing", "e");
    cut("ing", "");
    for (const char* end : {"ed", "ing"}) {
        if (!ends_with(word, end)) continue;
        std::string stem = word.substr(0, word.size() - std::string_view(end).size());
        if (stem.size() > 2 && stem.back() == stem[stem.size() - 2])
            bases.push_back(stem.substr(0, stem.size() - 1));
    }
    std::string best = word;
    std::uint32_t most = 0;
    for (const std::string& base : bases) {
        if (base.size() < 3) continue;
        const auto found = vocabulary.find(fold_hash(base));
        if (found == vocabulary.end() || found->second <= most) continue;
        const auto forms = match::inflections(base);
        if (std::find(forms.begin(), forms.end(), fold(word)) == forms.end()) continue;
        best = base;
        most = found->second;
    }
    return best;
}

/// A word that carries meaning, as it would be written in a phrase.
struct ContentWord {
    std::uint32_t token = 0;
    std::string stem;
    double rarity = 0;
};

constexpr std::size_t kLong = 6;           // so many words that carry meaning are too many for one phrase
constexpr std::uint32_t kFarthest = 3;     // words of one part stand at most so far apart
constexpr std::uint32_t kFewestTimes = 3;  // rarer words are names and slips
constexpr std::size_t kMostParts = 2;

std::vector<ContentWord> content_words(const Document& document, Span tokens, const Vocabulary& vocabulary) {
    std::vector<ContentWord> words;
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
        const Token& token = document.tokens[t];
        const std::string word = written(document, token);
        if (token.kind != TokenKind::word || word.size() < 4 || small_words().count(word) != 0) continue;
        const auto found = vocabulary.find(token.fold);
        const std::uint32_t times = found == vocabulary.end() ? 0 : found->second;
        const double rarity = times < kFewestTimes ? -1e9 : -std::log(static_cast<double>(times));
        words.push_back({t, "~" + base_of(word, vocabulary), rarity});
    }
    return words;
}

/// Pairs of words that stand together and seldom elsewhere: what a long sentence may be remembered by.
std::vector<std::string> telling_parts(const Document& document, Span tokens, const Vocabulary& vocabulary) {
    const std::vector<ContentWord> words = content_words(document, tokens, vocabulary);
    if (vocabulary.empty() || words.size() < kLong) return {};
    std::vector<std::size_t> pairs;
    // Neighbours belong together; words with others in between often do not.
    const auto rarity = [&](std::size_t i) {
        return words[i].rarity + words[i + 1].rarity - 2.0 * (words[i + 1].token - words[i].token - 1);
    };
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i + 1].token - words[i].token <= kFarthest && rarity(i) > -1e8) pairs.push_back(i);
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [&](std::size_t a, std::size_t b) { return rarity(a) > rarity(b); });
    std::vector<std::string> parts;
    std::vector<std::size_t> taken;
    for (const std::size_t i : pairs) {
        if (parts.size() == kMostParts) break;
        if (std::any_of(taken.begin(), taken.end(),
                        [i](std::size_t other) { return i + 1 >= other && other + 1 >= i; }))
            continue;
        taken.push_back(i);
        const std::uint32_t apart = words[i + 1].token - words[i].token;
        parts.push_back(words[i].stem + " *" + std::to_string(apart) + " " + words[i + 1].stem);
    }
    return parts;
}

bool finds(const Probe& probe, const Document& document, std::uint32_t sentence) {
    rules::EvaluateScratch scratch;
    const auto hits = probe.find(document, scratch);
    return std::any_of(hits.begin(), hits.end(),
                       [&](const ProbeHit& hit) { return hit.sentence == sentence; });
}

}  // namespace

Vocabulary vocabulary_of(const corpus::Corpus& corpus) {
    Vocabulary vocabulary;
    for (const ScoredReport& report : corpus.reports) {
        for (const Token& token : report.document.tokens) ++vocabulary[token.fold];
    }
    return vocabulary;
}

std::string words_as_phrase(const Document& document, Span tokens) {
    std::string out;
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t)
        out += (out.empty() ? "" : " ") + written(document, document.tokens[t]);
    return out;
}

std::vector<PhraseSuggestion> phrases_from(const RulePack& pack, const Document& document, Span selected,
                                           const Vocabulary& vocabulary, std::uint32_t& sentence) {
    Span tokens{};
    for (std::uint32_t s = 0; s < document.sentences.size() && tokens.empty(); ++s) {
        const Sentence& each = document.sentences[s];
        if (!each.bytes.overlaps(selected)) continue;
        sentence = s;
        for (std::uint32_t t = each.tokens.begin; t < each.tokens.end; ++t) {
            if (!document.tokens[t].span().overlaps(selected)) continue;
            if (tokens.empty()) tokens.begin = t;
            tokens.end = t + 1;
        }
    }
    if (tokens.empty()) return {};
    const std::vector<std::string> parts = telling_parts(document, tokens, vocabulary);
    tokens.end = std::min(tokens.end, tokens.begin + kMostTokens);

    std::string exact, stems, gaps;
    std::uint32_t dropped = 0;
    for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
        const Token& token = document.tokens[t];
        const std::string word = written(document, token);
        const bool small = small_words().count(word) != 0;
        std::string stem = word;
        if (token.kind == TokenKind::word && !small && word.size() > 3)
            stem = "~" + base_of(word, vocabulary);
        exact += (exact.empty() ? "" : " ") + word;
        stems += (stems.empty() ? "" : " ") + stem;
        if (small || (word.size() > 4 && ends_with(word, "ly"))) {
            ++dropped;
            continue;
        }
        if (!gaps.empty()) gaps += dropped > 0 ? " *" + std::to_string(dropped + 1) + " " : " *1 ";
        gaps += stem;
        dropped = 0;
    }
    std::vector<PhraseSuggestion> suggestions, tried;
    for (const std::string& part : parts) tried.push_back({part, "a part"});
    for (const auto& [phrase, why] :
         {std::pair{exact, "exact"}, std::pair{stems, "stems"}, std::pair{gaps, "gaps"}})
        tried.push_back({phrase, why});
    for (const auto& [phrase, why] : tried) {
        if (phrase.empty() || std::any_of(suggestions.begin(), suggestions.end(),
                                          [&phrase = phrase](const auto& s) { return s.phrase == phrase; }))
            continue;
        Diagnostics ignored;
        const auto probe = Probe::compile(pack, phrase, ignored);
        if (probe && finds(*probe, document, sentence)) suggestions.push_back({phrase, why});
    }
    return suggestions;
}

std::string phrase_around(const Document& document, std::uint32_t sentence,
                          const std::vector<Span>& matches) {
    const Sentence& in = document.sentences[sentence];
    Span tokens{};
    for (std::uint32_t t = in.tokens.begin; t < in.tokens.end; ++t) {
        const Span bytes = document.tokens[t].span();
        if (!matches.empty() && !bytes.overlaps(matches.front())) continue;
        if (tokens.empty()) tokens.begin = t;
        tokens.end = t + 1;
    }
    if (tokens.empty()) return "";
    const std::uint32_t before = std::min(tokens.begin - in.tokens.begin, 2u);
    const std::uint32_t after = std::min(in.tokens.end - tokens.end, 2u);
    return words_as_phrase(document, {tokens.begin - before, tokens.end + after});
}

}  // namespace assay::serve
