#include "match/automaton.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "support/plain_report.h"

namespace assay::match {
namespace {

Phrase phrase(const std::string& text) {
    auto parsed = parse_phrase(text);
    EXPECT_TRUE(parsed.errors.empty()) << text << ": " << parsed.errors[0].message;
    return parsed.phrase;
}

// What the phrases find in a text, as the words they span.
std::vector<std::string> found(const std::vector<std::string>& phrases, const std::string& text,
                               const std::vector<std::pair<std::string, std::string>>& lists = {}) {
    AutomatonBuilder builder;
    for (const auto& [name, entry] : lists) builder.add_list_entry(name, phrase(entry));
    for (const std::string& p : phrases) builder.add_phrase(phrase(p));
    const Automaton automaton = builder.build();
    const Document document = build_document(assay::testing::plain_report(text));
    Scratch scratch;
    std::vector<std::string> out;
    automaton.look_up(document, scratch);
    for (const Sentence& sentence : document.sentences) {
        std::vector<Match> matches;
        automaton.match(document, sentence, scratch, matches);
        for (const Match& m : matches) {
            out.emplace_back(slice(document.text(),
                                   {document.tokens[m.begin].begin, document.tokens[m.end - 1].span().end}));
        }
    }
    return out;
}

using Found = std::vector<std::string>;

// What the phrases find in a text of one sentence, whose tokens count from 0.
std::vector<Match> matches_in(const std::vector<std::string>& phrases, const std::string& sentence) {
    AutomatonBuilder builder;
    for (const std::string& p : phrases) builder.add_phrase(phrase(p));
    const Automaton automaton = builder.build();
    const Document document = build_document(assay::testing::plain_report(sentence));
    Scratch scratch;
    std::vector<Match> matches;
    automaton.look_up(document, scratch);
    automaton.match(document, document.sentences.at(0), scratch, matches);
    return matches;
}

TEST(Automaton, WordsOneAfterAnotherWhateverStandsBetween) {
    EXPECT_EQ(found({"learning from complaints"}, "They show Learning from\n  complaints."),
              Found{"Learning from\n  complaints"});
    EXPECT_EQ(found({"learning from complaints"}, "Learning, from “complaints”."),
              Found{"Learning, from “complaints"});
    EXPECT_EQ(found({"learning from complaints"}, "Learning. From complaints."), Found{});
}

TEST(Automaton, HyphensAndApostrophesDoNotMatter) {
    for (const char* text : {"Good co-production here.", "Good coproduction here.",
                             "Good co production here.", "Good co‑production here."}) {
        EXPECT_EQ(found({"good co-production"}, text).size(), 1u) << text;
    }
    EXPECT_EQ(found({"people's views"}, "They sought people’s views and peoples' views.").size(), 2u);
}

TEST(Automaton, InflectionsListsAndChoices) {
    EXPECT_EQ(found({"~improve [practice|the service]"}, "It improved practice by improving the service."),
              (Found{"improved practice", "improving the service"}));
    EXPECT_EQ(
        found({"@acts *1 @feedback"}, "Staff acted on all complaints and views of carers.",
              {{"acts", "~act on"}, {"feedback", "~complaint"}, {"feedback", "views of [people|carers]"}}),
        Found{"acted on all complaints"});
    EXPECT_EQ(found({"used @outer"}, "They used views of carers.",
                    {{"outer", "@inner"}, {"inner", "views of carers"}}),
              Found{"used views of carers"});
}

TEST(Automaton, GapsAreAtMostSoLong) {
    EXPECT_EQ(found({"used *2 learning"},
                    "used learning. used the learning. used all the learning. used all of the learning."),
              (Found{"used learning", "used the learning", "used all the learning"}));
    EXPECT_EQ(found({"used *5 learning"}, "They used it; learning was poor."), Found{});
}

TEST(Automaton, AnOptionalAlternativeMayBeMissing) {
    EXPECT_EQ(found({"[very|] good [and|] kind"}, "good kind. very good and kind."),
              (Found{"good kind", "very good and kind", "good and kind"}));
}

TEST(Automaton, GapsOnBothSidesOfAMissingAlternativeAreOneGap) {
    for (const char* text : {"Robust training.", "Robust staff training.", "Robust offer of training.",
                             "Robust range of good training."}) {
        EXPECT_EQ(found({"robust *1 [range|] *2 training"}, text).size(), 1u) << text;
    }
    EXPECT_EQ(found({"robust *1 [range|] *2 training"}, "Robust and a bit of training."), Found{});
}

TEST(Automaton, AnAlternativeMayEndWithAGap) {
    EXPECT_EQ(found({"good [and *1|] clear plans"},
                    "Good and very clear plans. Good clear plans. Good and clear plans. Good and very nice "
                    "clear plans."),
              (Found{"Good and very clear plans", "Good clear plans", "Good and clear plans"}));
}

TEST(Automaton, ExactPhrasesWantWhiteSpaceOnly) {
    EXPECT_EQ(
        found({"\"co production work\""}, "co-production work. co production\nwork. co, production work."),
        Found{"co production\nwork"});
}

TEST(Automaton, CapturesStandForFigures) {
    EXPECT_EQ(found({"{percent} were satisfied"},
                    "In all 46% were satisfied and 31.1 % were satisfied, 12 were satisfied."),
              (Found{"46% were satisfied", "31.1 % were satisfied"}));
    EXPECT_EQ(found({"{count} complaints"}, "There were 220 complaints."), Found{"220 complaints"});
}

TEST(Automaton, ConsumedTokensAreThoseThatThePhraseNames) {
    const auto matches = matches_in({"feedback *3 used"}, "Feedback was not used.");
    ASSERT_EQ(matches.size(), 1u);
    EXPECT_TRUE(matches[0].consumes(0));
    EXPECT_FALSE(matches[0].consumes(1));
    EXPECT_FALSE(matches[0].consumes(2));
    EXPECT_TRUE(matches[0].consumes(3));
}

TEST(Automaton, BehindAGapTheWordFurtherLeftIsTheOneThatIsNamed) {
    const auto matches =
        matches_in({"leaders *2 [not|] zebra", "leaders *1 [were|not] *1 zebra"}, "Leaders were not zebra.");
    ASSERT_EQ(matches.size(), 2u);
    EXPECT_FALSE(matches[0].consumes(1));
    EXPECT_TRUE(matches[0].consumes(2));
    EXPECT_TRUE(matches[1].consumes(1));
    EXPECT_FALSE(matches[1].consumes(2));
}

// The automaton against the plainest possible matcher, on random phrases over a small vocabulary.
struct Naive {
    std::vector<std::string> words = {};
    std::map<std::string, std::vector<Sequence>> lists = {};

    bool at(const Sequence& s, std::size_t i, std::size_t p) const {
        if (i == s.size()) return true;
        const Element& e = s[i];
        if (e.kind == ElementKind::gap) {
            for (std::size_t skip = 0; skip <= e.gap; ++skip) {
                if (p + skip < words.size() && at(s, i + 1, p + skip)) return true;
            }
            return false;
        }
        if (e.kind == ElementKind::word) return p < words.size() && words[p] == e.text && at(s, i + 1, p + 1);
        for (const Sequence& alternative : e.kind == ElementKind::list ? lists.at(e.text) : e.alternatives) {
            Sequence rest = alternative;
            rest.insert(rest.end(), s.begin() + static_cast<std::ptrdiff_t>(i) + 1, s.end());
            if (at(rest, 0, p)) return true;
        }
        return false;
    }
};

TEST(Automaton, AgreesWithThePlainestMatcher) {
    std::mt19937_64 random(7);
    const auto pick = [&](std::uint64_t n) { return random() % n; };
    const std::vector<std::string> vocabulary{"aa", "bb", "cc", "dd"};
    std::size_t total = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> texts;
        for (int k = 0; k < 5; ++k) {
            std::string text = vocabulary[pick(4)];
            for (std::uint64_t n = pick(4); n > 0; --n) {
                switch (pick(4)) {
                    case 0:
                        text += " *" + std::to_string(1 + pick(2));
                        [[fallthrough]];
                    case 1:
                        text += " " + vocabulary[pick(4)];
                        break;
                    case 2:
                        text += " [" + vocabulary[pick(4)] + "|" + vocabulary[pick(4)] + " " +
                                vocabulary[pick(4)] + "]";
                        break;
                    default:
                        text += " [" + vocabulary[pick(4)] + "|] " + vocabulary[pick(4)];
                        break;
                }
            }
            texts.push_back(text);
        }
        Naive naive;
        std::string sentence;
        for (int n = 0; n < 12; ++n) {
            naive.words.push_back(vocabulary[pick(4)]);
            sentence += naive.words.back() + " ";
        }
        AutomatonBuilder builder;
        for (const auto& t : texts) builder.add_phrase(phrase(t));
        const Automaton automaton = builder.build();
        const Document document = build_document(assay::testing::plain_report(sentence));
        ASSERT_EQ(document.sentences.size(), 1u);
        Scratch scratch;
        std::vector<Match> matches;
        automaton.look_up(document, scratch);
        automaton.match(document, document.sentences[0], scratch, matches);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> got;
        for (const Match& m : matches) got.emplace_back(m.begin, m.phrase);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
        for (std::uint32_t p = 0; p < naive.words.size(); ++p) {
            for (std::uint32_t t = 0; t < texts.size(); ++t) {
                if (naive.at(phrase(texts[t]).elements, 0, p)) expected.emplace_back(p, t);
            }
        }
        ASSERT_EQ(got, expected) << sentence;
        total += got.size();
    }
    EXPECT_GT(total, 1000u);
}

// The same with what the small one lacks: words that are likely to be common and rare, lists in lists, many
// phrases that begin alike, sentences longer than a machine word has bits, several sentences in a document.
// Every third pack is of plain words one after another only, of which the next word tells nearly all.
TEST(Automaton, AgreesWithThePlainestMatcherOnDocuments) {
    std::mt19937_64 random(11);
    const auto pick = [&](std::uint64_t n) { return random() % n; };
    const std::vector<std::string> vocabulary{"of",     "to",       "the",     "care",        "good",
                                              "people", "feedback", "support", "improvement", "lessons"};
    const auto word = [&] { return vocabulary[pick(vocabulary.size())]; };
    std::size_t total = 0;
    for (int round = 0; round < 90; ++round) {
        const bool only_words = round % 3 == 0;
        AutomatonBuilder builder;
        Naive naive;
        const auto add_entry = [&](const std::string& list, const std::string& entry) {
            builder.add_list_entry(list, phrase(entry));
            naive.lists[list].push_back(phrase(entry).elements);
        };
        for (int n = 0; n < 3; ++n) add_entry("inner", word());
        add_entry("inner", word() + " " + word());
        add_entry("outer", "@inner");
        add_entry("outer", word() + " @inner");
        add_entry("outer", word() + " *1 " + word());
        std::vector<Sequence> phrases;
        for (int k = 0; k < 80; ++k) {
            std::string text = only_words || pick(3) == 0 ? word() : "the";
            if (!only_words && pick(8) == 0) text = pick(2) == 0 ? "@inner" : "@outer";
            for (std::uint64_t n = pick(4); n > 0; --n) {
                if (!only_words && pick(3) == 0) text += " *" + std::to_string(1 + pick(3));
                switch (only_words ? 5 : pick(6)) {
                    case 0:
                        text += " @inner";
                        break;
                    case 1:
                        text += " @outer";
                        break;
                    case 2:
                        text += " [" + word() + "|" + word() + " " + word() + "]";
                        break;
                    case 3:
                        text += " [" + word() + "|] " + word();
                        break;
                    default:
                        text += " " + word();
                        break;
                }
            }
            phrases.push_back(phrase(text).elements);
            builder.add_phrase(phrase(text));
        }
        const Automaton automaton = builder.build();
        std::string text;
        std::vector<std::vector<std::string>> sentences;
        for (const std::size_t length :
             {std::size_t{1}, std::size_t{20}, std::size_t{150}, 1 + pick(70), std::size_t{64}}) {
            auto& words = sentences.emplace_back();
            for (std::size_t n = 0; n < length; ++n) words.push_back(word());
            for (const std::string& w : words) text += w + " ";
            text += "\n\n";
        }
        const Document document = build_document(assay::testing::plain_report(text));
        ASSERT_EQ(document.sentences.size(), sentences.size());
        Scratch scratch;
        automaton.look_up(document, scratch);
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            naive.words = sentences[s];
            std::vector<Match> matches;
            automaton.match(document, document.sentences[s], scratch, matches);
            const std::uint32_t first = document.sentences[s].tokens.begin;
            std::vector<std::pair<std::uint32_t, std::uint32_t>> got, expected;
            for (const Match& m : matches) got.emplace_back(m.begin - first, m.phrase);
            for (std::uint32_t p = 0; p < naive.words.size(); ++p) {
                for (std::uint32_t t = 0; t < phrases.size(); ++t) {
                    if (naive.at(phrases[t], 0, p)) expected.emplace_back(p, t);
                }
            }
            ASSERT_EQ(got, expected) << "round " << round << ", sentence " << s;
            total += got.size();
        }
    }
    EXPECT_GT(total, 10'000u);
}

}  // namespace
}  // namespace assay::match
