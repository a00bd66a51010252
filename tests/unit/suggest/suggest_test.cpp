#include "suggest/suggest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "calibrate/random.h"
#include "suggest/draft.h"
#include "suggest/written.h"

namespace assay::suggest {
namespace {

/// A section of an invented corpus: sentences of blank-separated words; "_" before a word: a rule matches it;
/// a capital: a name.
struct Told {
    int published;
    std::uint32_t authority;
    std::vector<std::string> sentences;
};

Words words_of(const std::vector<Told>& told) {
    WordsBuilder builder;
    for (std::uint32_t i = 0; i < told.size(); ++i) {
        builder.add_section({told[i].published, told[i].authority, i, 0});
        for (std::uint32_t s = 0; s < told[i].sentences.size(); ++s) {
            builder.begin_sentence(s);
            std::istringstream in(told[i].sentences[s]);
            for (std::string word; in >> word;) {
                const bool covered = word[0] == '_';
                if (covered) word.erase(0, 1);
                const bool name = word[0] >= 'A' && word[0] <= 'Z';
                if (name) word[0] = static_cast<char>(word[0] - 'A' + 'a');
                builder.add_word(word, name, covered);
            }
        }
    }
    return builder.finish();
}

std::string text(const Words& words, const std::vector<PhraseWord>& phrase) {
    std::string out;
    for (const PhraseWord& w : phrase)
        out +=
            (out.empty() ? "" : " ") + (w.gap ? fmt::format("*{} ", w.gap) : "") + words.lemmas[w.lemma].word;
    return out;
}

std::map<std::string, std::size_t> mined(const Words& words, const MineSettings& settings) {
    std::map<std::string, std::size_t> found;
    for (const MinedPhrase& phrase : mine(words, settings)) {
        EXPECT_TRUE(found.emplace(text(words, phrase.words), phrase.open.size()).second) << "twice";
    }
    return found;
}

constexpr MineSettings kSmall{.least_sections = 2, .least_authorities = 1};

TEST(Words, InflectionsAreOneWordAndNamesAreNone) {
    const Words words = words_of({{2, 0, {"visits visited visit Dunmoor Dunmoor the"}}});
    EXPECT_EQ(words.lemma[0], words.lemma[1]);
    EXPECT_EQ(words.lemma[0], words.lemma[2]);
    EXPECT_EQ(words.lemmas[words.lemma[0]].word, "visit");
    EXPECT_EQ(words.lemma[3], kNoLemma);
    EXPECT_TRUE(words.lemmas[words.lemma[5]].function_word);
}

TEST(Words, AFormThatTheBaseDoesNotStandForIsOfAnother) {
    const Words words = words_of({{2, 0, {"met meet meeting meetings meeting"}}});
    EXPECT_EQ(words.lemma[0], words.lemma[1]);
    EXPECT_NE(words.lemma[0], words.lemma[3]) << "~met does not find meetings";
}

TEST(Written, WhatIsCountedIsWhatThePhraseFinds) {
    // Mined apart, but found by what is written; and the other way about.
    const Words words = words_of({{2, 0, {"needs met", "need meetings", "need meets"}},
                                  {2, 1, {"the needs well met", "needing met"}},
                                  {3, 2, {"need _met", "need _not met"}}});
    PhraseWriter writer(words);
    for (const MinedPhrase& phrase : mine(words, kSmall)) {
        const WrittenPhrase written = writer.write(phrase);
        if (written.text != "~need *3 ~met") continue;
        ASSERT_EQ(written.found.open.size(), 5U);
        std::vector<std::uint32_t> sentences;
        for (const Occurrence& at : written.found.open) sentences.push_back(at.sentence);
        EXPECT_EQ(sentences, (std::vector<std::uint32_t>{0, 2, 3, 4, 6})) << "in the order of the text";
        EXPECT_EQ(written.found.covered, 1U);
        return;
    }
    FAIL() << "the phrase was not mined";
}

TEST(Written, OneFormIsWrittenAsItStands) {
    const Words words =
        words_of({{2, 0, {"front doors open"}}, {2, 1, {"front doors open"}}, {2, 2, {"front door shut"}}});
    PhraseWriter writer(words);
    std::map<std::string, std::size_t> found;
    for (const MinedPhrase& phrase : mine(words, kSmall)) {
        const WrittenPhrase written = writer.write(phrase);
        found[written.text] = written.found.open.size();
    }
    EXPECT_EQ(found.at("front ~door"), 3U);
    EXPECT_EQ(found.at("front doors open"), 2U);
}

TEST(Words, AWordMostlyWrittenSmallIsNoName) {
    const Words words = words_of({{2, 0, {"hope hope Hope"}}});
    EXPECT_NE(words.lemma[2], kNoLemma);
}

TEST(Mine, FindsRunsAndGapsThatEnoughSectionsHold) {
    const auto found = mined(
        words_of({{1, 0, {"plans drift badly"}}, {1, 1, {"plan often drift badly"}}, {1, 2, {"alone here"}}}),
        kSmall);
    EXPECT_EQ(
        found,
        (std::map<std::string, std::size_t>{
            {"drift badly", 2}, {"plan *3 badly", 2}, {"plan *3 drift", 2}, {"plan *3 drift badly", 2}}));
    const auto gaps =
        mined(words_of({{1, 0, {"plans never drift"}}, {1, 1, {"plan soon will drift"}}}), kSmall);
    EXPECT_EQ(gaps, (std::map<std::string, std::size_t>{{"plan *3 drift", 2}}));
}

TEST(Mine, APhraseNeitherBeginsNorEndsWithAFunctionWord) {
    const auto found =
        mined(words_of({{1, 0, {"the drift and delay of"}}, {1, 1, {"the drift and delay of"}}}), kSmall);
    EXPECT_EQ(found, (std::map<std::string, std::size_t>{{"drift *3 delay", 2}, {"drift and delay", 2}}));
}

TEST(Mine, NeverLeavesASentence) {
    EXPECT_TRUE(
        mined(words_of({{1, 0, {"one two", "three four"}}, {1, 1, {"two three", "four one"}}}), kSmall)
            .empty());
}

TEST(Mine, WhatRulesCoverIsLeftOut) {
    const Words words =
        words_of({{1, 0, {"_drift badly"}}, {1, 1, {"drift badly"}}, {1, 2, {"drift badly"}}});
    const auto found = mine(words, kSmall);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].open.size(), 2u);
    EXPECT_EQ(found[0].covered, 1u);
    const Words mostly = words_of({{1, 0, {"_drift _badly", "_drift badly", "_drift badly"}},
                                   {1, 1, {"drift badly"}},
                                   {1, 2, {"drift badly"}}});
    EXPECT_TRUE(mine(mostly, kSmall).empty());
}

// Against a search that tries everything.
TEST(Mine, AgreesWithAnExhaustiveSearch) {
    calibrate::Random random(11);
    std::vector<Told> told;
    for (std::uint32_t i = 0; i < 12; ++i) {
        Told each{1 + static_cast<int>(random.below(4)), i, {}};
        for (int s = 0; s < 3; ++s) {
            std::string sentence;
            for (int w = 0; w < 9; ++w) sentence += fmt::format("{}{} ", "bdfgk"[random.below(5)], "of");
            each.sentences.push_back(sentence + "of");
        }
        told.push_back(each);
    }
    const Words words = words_of(told);
    MineSettings settings{.least_sections = 4, .least_authorities = 4, .most_words = 3};
    std::map<std::string, std::set<std::uint32_t>> expected;
    for (const SentencePlace& place : words.sentences) {
        const auto word = [&](std::uint32_t t) { return words.lemmas[words.lemma[t]].word; };
        for (std::uint32_t a = place.begin; a < place.end; ++a) {
            if (word(a) == "of") continue;
            for (std::uint32_t b = a + 1; b < place.end && b <= a + 4; ++b) {
                if (word(b) == "of") continue;
                for (const bool gap : {false, true}) {
                    if (!gap && b > a + 1) continue;
                    const std::string two = word(a) + (gap ? " *3 " : " ") + word(b);
                    expected[two].insert(place.section);
                    for (std::uint32_t c = b + 1; c < place.end && c <= b + (gap ? 1u : 4u); ++c) {
                        if (word(c) == "of") continue;
                        if (c == b + 1) expected[two + " " + word(c)].insert(place.section);
                        if (!gap) expected[two + " *3 " + word(c)].insert(place.section);
                    }
                }
            }
        }
    }
    std::set<std::string> wanted, found;
    for (const auto& [phrase, sections] : expected) {
        if (sections.size() >= settings.least_sections) wanted.insert(phrase);
    }
    for (const auto& [phrase, count] : mined(words, settings)) found.insert(phrase);
    // What is missing has a gap that never held a word.
    EXPECT_TRUE(std::includes(wanted.begin(), wanted.end(), found.begin(), found.end()));
    for (const std::string& phrase : wanted) {
        std::string without = phrase;
        if (const auto gap = without.find("*3 "); gap != std::string::npos) without.erase(gap, 3);
        EXPECT_TRUE(found.contains(phrase) || found.contains(without)) << phrase;
    }
    EXPECT_GT(found.size(), 50u);
}

TEST(Separate, TakesTheCutThatTellsMostAndNamesTheLevel) {
    const ScoreCounts all{50, 50, 50, 50};
    EXPECT_EQ(separate({20, 1, 1, 1}, all).level(), 1);
    EXPECT_EQ(separate({20, 20, 1, 1}, all).level(), 2);
    EXPECT_EQ(separate({1, 1, 20, 20}, all).level(), 3);
    EXPECT_EQ(separate({1, 1, 1, 20}, all).level(), 4);
    EXPECT_GT(separate({1, 1, 20, 20}, all).z, 3);
    EXPECT_NEAR(separate({10, 10, 10, 10}, all).z, 0, 1e-9);
}

TEST(Separate, IsShrunkTowardsNothing) {
    const ScoreCounts all{50, 50, 50, 50};
    // 10 prior sections a side hold it at the rate of all, 22 in 200: (21 + 1.1) / (79 + 8.9) against 1.1
    // + 1.
    const Separation two = separate({1, 0, 21, 0}, {50, 50, 50, 50});
    EXPECT_EQ(two.cut, 2);
    EXPECT_NEAR(two.log_odds, std::log(22.1 / 87.9) - std::log(2.1 / 107.9), 1e-9);
    EXPECT_NEAR(two.deviation, std::sqrt(1 / 22.1 + 1 / 87.9 + 1 / 2.1 + 1 / 107.9), 1e-9);
    // Held by a single section it is nothing to speak of.
    EXPECT_LT(std::abs(separate({0, 0, 0, 1}, all).z), 2);
}

TEST(Separate, OneClassOrNothingHeldGivesZero) {
    EXPECT_EQ(separate({0, 5, 0, 0}, {0, 50, 0, 0}).z, 0);
    EXPECT_EQ(separate({}, {10, 10, 10, 10}).z, 0);
    EXPECT_EQ(separate({}, {}).z, 0);
}

TEST(Exchange, MovesWholeAuthorities) {
    std::vector<Section> sections;
    for (std::uint32_t a = 0; a < 20; ++a) {
        sections.push_back({1 + static_cast<int>(a % 4), a, a, 0});
        sections.push_back({1 + static_cast<int>(a % 4), a, a, 1});
    }
    const auto scores = exchanged_scores(sections, 5);
    std::map<int, int> before, after;
    bool moved = false;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        ++before[sections[i].published];
        ++after[scores[i]];
        moved = moved || scores[i] != sections[i].published;
        if (i % 2 == 1) {
            EXPECT_EQ(scores[i], scores[i - 1]) << "what one council's two sections share stays shared";
        }
    }
    EXPECT_EQ(before, after);
    EXPECT_TRUE(moved);
    EXPECT_EQ(scores, exchanged_scores(sections, 5));
}

/// 40 councils; "quiet neglect" in half of the sections scored 1, "steady hands" in half of those scored 4,
/// and filler everywhere.
std::vector<Told> planted() {
    std::vector<Told> told;
    for (std::uint32_t i = 0; i < 80; ++i) {
        const int published = 1 + static_cast<int>(i % 4);
        Told each{published, i / 2, {"rain fell on the old market hall"}};
        if (published == 1 && i % 8 == 0) each.sentences.push_back("there was quiet neglect in the yard");
        if (published == 4 && i % 8 == 3) each.sentences.push_back("the steady hands were seen");
        told.push_back(each);
    }
    return told;
}

TEST(Suggest, FindsWhatWasPlantedAndNothingElse) {
    SuggestSettings settings;
    const Suggestions found = suggest(words_of(planted()), settings);
    ASSERT_EQ(found.found.size(), 2u);
    std::map<std::string, int> levels;
    for (const Suggestion& s : found.found) {
        levels[s.phrase] = s.level;
        EXPECT_EQ(s.places.size(), 10u);
        EXPECT_EQ(s.authorities, 10u);
        EXPECT_LT(s.false_share, 0.2);
    }
    EXPECT_EQ(levels, (std::map<std::string, int>{{"quiet neglect", 1}, {"steady hands", 4}}));
    EXPECT_EQ(found.sections, (ScoreCounts{20, 20, 20, 20}));
}

TEST(Suggest, FiltersByLevelAndWord) {
    SuggestSettings settings;
    settings.level = 4;
    ASSERT_EQ(suggest(words_of(planted()), settings).found.size(), 1u);
    settings.level = 0;
    settings.containing = "neglect";
    ASSERT_EQ(suggest(words_of(planted()), settings).found.size(), 1u);
    settings.containing = "elephant";
    EXPECT_TRUE(suggest(words_of(planted()), settings).found.empty());
}

TEST(Suggest, WritesInflectionsWhereThereAreSeveral) {
    auto told = planted();
    bool second = false;
    for (Told& each : told) {
        if (each.sentences.size() > 1 && each.published == 1 && (second = !second))
            each.sentences[1] = "there were quiet neglects in the yard";
    }
    bool seen = false;
    for (const Suggestion& s : suggest(words_of(told)).found) seen = seen || s.phrase == "quiet ~neglect";
    EXPECT_TRUE(seen);
}

TEST(Suggest, ChanceFindsAsMuchInNoise) {
    calibrate::Random random(2);
    std::vector<Told> told;
    for (std::uint32_t i = 0; i < 120; ++i) {
        Told each{1 + static_cast<int>(random.below(4)), i, {}};
        for (int s = 0; s < 4; ++s) {
            std::string sentence;
            for (int w = 0; w < 8; ++w)
                sentence += fmt::format("{}{}ub ", "bdfgk"[random.below(5)], "aeiou"[random.below(5)]);
            each.sentences.push_back(sentence);
        }
        told.push_back(each);
    }
    SuggestSettings settings;
    settings.least_z = 2;
    const Suggestions found = suggest(words_of(told), settings);
    EXPECT_GT(found.by_chance, 0);
    EXPECT_NEAR(static_cast<double>(found.separating) / found.by_chance, 1, 0.6);
}

TEST(Draft, NamesAndQuotesAreSafe) {
    std::vector<std::string> taken{"suggested.too-many-child"};
    EXPECT_EQ(draft_id("too many ~child", taken), "suggested.too-many-child-2");
    EXPECT_EQ(draft_id("too many ~child", taken), "suggested.too-many-child-3");
    const std::string file = draft_file(
        {{"suggested.a", "quiet *3 neglect", 1, {"learning"}, "says \"no\"", {{"a \"b\".txt", 7, "00ff"}}}},
        "first\nsecond");
    EXPECT_EQ(
        file,
        "# first\n# second\nrules:\n  - id: suggested.a\n    title: \"quiet *3 neglect\"\n    statement: "
        "[learning]\n"
        "    level: 1\n    points: 1\n    status: draft\n"
        "    about: {author: assay suggest, rationale: \"says \\\"no\\\"\"}\n    match: |\n      quiet *3 "
        "neglect\n"
        "    examples:\n      match:\n        - {report: \"a \\\"b\\\".txt\", at: 7, hash: \"00ff\"}\n");
}

}  // namespace
}  // namespace assay::suggest
