#include "rules/repeats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "support/plain_report.h"

namespace assay::rules {
namespace {

using testing::plain_document;

// What repeats.h says, word by word.
bool plainly_the_same(const Document& document, const Sentence& a, const Sentence& b) {
    const auto words = [&](const Sentence& sentence) {
        std::set<std::uint64_t> distinct;
        for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t)
            distinct.insert(document.tokens[t].fold);
        return distinct;
    };
    const std::uint32_t shorter = std::min(a.tokens.size(), b.tokens.size());
    if (shorter < 5 || std::max(a.tokens.size(), b.tokens.size()) > 2 * shorter) return false;
    std::set<std::uint64_t> few = words(a);
    std::set<std::uint64_t> many = words(b);
    if (few.size() > many.size()) std::swap(few, many);
    const auto shared = static_cast<std::size_t>(
        std::count_if(few.begin(), few.end(), [&](std::uint64_t word) { return many.count(word) != 0; }));
    return shared * 10 >= few.size() * 9;
}

TEST(Repeats, AgreesWithItsDefinition) {
    std::mt19937_64 random(5);
    const auto pick = [&](std::uint64_t n) { return random() % n; };
    // Sentences of which many are others with a word or two changed.
    std::vector<std::vector<std::string>> sentences;
    for (int i = 0; i < 120; ++i) {
        std::vector<std::string> words;
        if (i > 0 && pick(3) != 0) {
            words = sentences[pick(sentences.size())];
            for (std::uint64_t changes = pick(4); changes > 0; --changes)
                words[pick(words.size())] = "changed" + std::string(1, static_cast<char>('a' + pick(26)));
            if (pick(4) == 0) words.emplace_back("more");
        } else {
            for (std::uint64_t n = 3 + pick(30); n > 0; --n)
                words.push_back("word" + std::string(1, static_cast<char>('a' + pick(26))));
        }
        sentences.push_back(words);
    }
    std::string text;
    for (const auto& words : sentences) {
        for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "The " : " ") + words[i];
        text += ".\n\n";
    }
    const Document document = plain_document(text);
    ASSERT_EQ(document.sentences.size(), sentences.size());
    Repeats repeats;
    repeats.begin(document);
    std::size_t same = 0;
    for (std::uint32_t a = 0; a < document.sentences.size(); ++a) {
        for (std::uint32_t b = 0; b < a; ++b) {
            const bool expected = plainly_the_same(document, document.sentences[a], document.sentences[b]);
            ASSERT_EQ(repeats.says_the_same(a, b), expected) << a << " " << b;
            same += expected ? 1 : 0;
        }
    }
    EXPECT_GT(same, 50u);
}

}  // namespace
}  // namespace assay::rules
