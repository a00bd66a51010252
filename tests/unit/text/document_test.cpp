#include "assay/document.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/plain_report.h"

namespace assay {
namespace {

using testing::plain_document;

std::vector<std::string> sentences_of(const std::string& text) {
    const Document document = plain_document(text);
    std::vector<std::string> out;
    for (const Sentence& sentence : document.sentences) out.push_back(document.quote(sentence));
    return out;
}

using Strings = std::vector<std::string>;

TEST(Sentences, EndAtFullStopsQuestionAndExclamationMarks) {
    EXPECT_EQ(sentences_of("Staff were kind. Was it enough? They said so! Visits are regular."),
              (Strings{"Staff were kind.", "Was it enough?", "They said so!", "Visits are regular."}));
}

TEST(Sentences, RunOverLinesAndKeepToTheirParagraph) {
    EXPECT_EQ(sentences_of("Visits are made\nby people who\n  listen. They\r\nhelp.\n\nPlans are clear"),
              (Strings{"Visits are made by people who listen.", "They help.", "Plans are clear"}));
}

TEST(Sentences, AbbreviationsDoNotEndThem) {
    for (const char* text : {
             "Advice came from e.g. Norland Trust and i.e. The Hub.",
             "We met Dr. Adeyemi, Prof. Lund and Mrs. Okoro.",
             "The hub on St. Anne Street helps.",
             "See No. 12 and para. 4 of the plan, approx. 50 pages, vol. 2.",
             "The lead is J. Smith of Norland.",
             "The lead is J. R. Smith of Norland.",
             "Forms, leaflets etc. were shared.",
             "Norland Care Ltd. was told.",
             "She holds a Ph.D. in nursing.",
             "It opens at 9.30 a.m. on weekdays.",
             "Visits took place on 3 Sept. 2024 in Norland.",
             "Under s. 42 the council asks.",
             "The U.K. Government wrote.",
             "The dept. works well.",
         }) {
        EXPECT_EQ(sentences_of(text).size(), 1U) << text;
    }
}

TEST(Sentences, MayEndAtAbbreviations) {
    EXPECT_EQ(sentences_of("Forms, leaflets etc. Staff were told.").size(), 2U);
    EXPECT_EQ(sentences_of("It closes at 9 p.m. The hub opens again at six.").size(), 2U);
    EXPECT_EQ(sentences_of("We were told no. The plan was clear.").size(), 2U);
    EXPECT_EQ(sentences_of("This is set out in Annex B. Leaders knew it.").size(), 2U);
    EXPECT_EQ(sentences_of("It works for my partner and I. Carers agree.").size(), 2U);
    EXPECT_EQ(sentences_of("It is in the U.K. The council is there.").size(), 2U);
}

TEST(Sentences, NumbersTimesAndAddressesDoNotEndThem) {
    for (const char* text : {
             "The rate was 31.1% in 2023 and 12.5 before.",
             "The hub opens at 9.30am daily.",
             "See https://www.norland.gov.uk/care.html for more.",
             "Write to care.team@norland.gov.uk for more.",
             "Version 1.2.3 of the tool is used.",
             "It cost \xC2\xA3"
             "1.2 million in all.",
         }) {
        EXPECT_EQ(sentences_of(text).size(), 1U) << text;
    }
    EXPECT_EQ(sentences_of("It began in 2023. Staff liked it.").size(), 2U);
    EXPECT_EQ(sentences_of("There was a review. 16 recommendations were made.").size(), 2U);
    EXPECT_EQ(sentences_of("See www.norland.gov.uk. It is clear.").size(), 2U);
}

TEST(Sentences, TakeClosingMarksWithThem) {
    EXPECT_EQ(sentences_of("She said \xE2\x80\x98it is home.\xE2\x80\x99 They agreed."),
              (Strings{"She said \xE2\x80\x98it is home.\xE2\x80\x99", "They agreed."}));
    EXPECT_EQ(sentences_of("She said \"it is home.\" They agreed.").size(), 2U);
    EXPECT_EQ(sentences_of("She said 'it is home.' They agreed.").size(), 2U);
    EXPECT_EQ(sentences_of("(They were kind.) They helped."), (Strings{"(They were kind.)", "They helped."}));
    EXPECT_EQ(sentences_of("It rose (45%). They helped."), (Strings{"It rose (45%).", "They helped."}));
    EXPECT_EQ(sentences_of("They left. \xE2\x80\x9CWhy?\xE2\x80\x9D Nobody knew.").size(), 3U);
}

TEST(Sentences, GoOnAfterWhatWasSaid) {
    EXPECT_EQ(sentences_of("\xE2\x80\x98"
                           "Who cares?\xE2\x80\x99 asked a carer.")
                  .size(),
              1U);
    EXPECT_EQ(sentences_of("'It works.' said one carer.").size(), 1U);
    EXPECT_EQ(sentences_of("The Speak Out! group meets.").size(), 1U);
    EXPECT_EQ(sentences_of("They waited... and waited.").size(), 1U);
    EXPECT_EQ(sentences_of("They waited\xE2\x80\xA6 and waited.").size(), 1U);
    EXPECT_EQ(sentences_of("They waited\xE2\x80\xA6 Nobody came.").size(), 2U);
}

TEST(Sentences, EndWhereTheBlankOrTheCapitalIsMissing) {
    EXPECT_EQ(sentences_of("Visits come to an end.The next one is planned."),
              (Strings{"Visits come to an end.", "The next one is planned."}));
    EXPECT_EQ(sentences_of("Visits are good. they are regular."),
              (Strings{"Visits are good.", "they are regular."}));
    EXPECT_EQ(sentences_of("They said \xE2\x80\x98yes.\xE2\x80\x99The plan is clear.").size(), 2U);
}

TEST(Sentences, FootnoteSignsAreNoPartOfThem) {
    EXPECT_EQ(sentences_of("Help is offered early.2 Plans are clear."),
              (Strings{"Help is offered early.", "Plans are clear."}));
}

TEST(Sentences, KeepAReferenceInBrackets) {
    EXPECT_EQ(sentences_of("Plans are late. Visits are late. (outcome 3,\nthe framework)").size(), 2U);
    EXPECT_EQ(sentences_of("Plans are late. (outcome 3).").size(), 1U);
    EXPECT_EQ(sentences_of("Plans are late. (Visits are, too.)").size(), 2U);
    EXPECT_EQ(sentences_of("Plans are late. (Most of them) were changed.").size(), 2U);
}

TEST(Sentences, LeakedMarkupEndsThem) {
    EXPECT_EQ(sentences_of("Visits are good./p> They are regular."),
              (Strings{"Visits are good.", "They are regular."}));
    const Document document = plain_document("Visits are good.</p><p>They are regular./p>");
    ASSERT_EQ(document.sentences.size(), 2U);
    EXPECT_EQ(document.tokens.size(), 6U);
}

TEST(Sentences, MarksOfListsAreNoPartOfThem) {
    EXPECT_EQ(sentences_of("12. Visits are good."), (Strings{"Visits are good."}));
    EXPECT_EQ(sentences_of("12.\nVisits are good."), (Strings{"Visits are good."}));
    EXPECT_EQ(sentences_of("12.Visits are good."), (Strings{"Visits are good."}));
    EXPECT_EQ(sentences_of("\xE2\x97\xBC Visits are good."), (Strings{"Visits are good."}));
    EXPECT_EQ(sentences_of("\xE2\x80\xA2 12) Visits are good."), (Strings{"Visits are good."}));
    EXPECT_EQ(sentences_of("(a) Visits are good."), (Strings{"Visits are good."}));
    EXPECT_EQ(sentences_of("12.5 million was spent."), (Strings{"12.5 million was spent."}));
    EXPECT_EQ(sentences_of("2023. Visits are good.").size(), 2U);
    EXPECT_EQ(sentences_of("\xE2\x80\xA2 the plan\n\xE2\x80\xA2 the visits"),
              (Strings{"the plan", "the visits"}));
}

TEST(Sentences, LeaveFurnitureOut) {
    Report report = testing::plain_report("Visits are made on\nInspection of Norland 3\ntime. They help.");
    ASSERT_EQ(report.lines.size(), 3U);
    report.lines.erase(report.lines.begin() + 1);
    report.blocks[0].lines.end = 2;
    const Document document = build_document(report);
    ASSERT_EQ(document.sentences.size(), 2U);
    EXPECT_EQ(document.quote(document.sentences[0]), "Visits are made on time.");
    EXPECT_EQ(document.sentences[0].pieces.size(), 2U);
    EXPECT_EQ(document.sentences[0].tokens.size(), 5U);
    EXPECT_EQ(document.sentences[1].pieces.size(), 1U);
}

TEST(Sentences, OnlyEvidenceHasThem) {
    Report report = testing::plain_report(
        "# Key findings\n\nVisits are good. The grade is good. They help.\n\nMore text.");
    report.blocks[2].evidence = false;
    const std::size_t at = report.extracted.text.bytes.find("grade is");
    report.excluded.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 8)});
    const Document document = build_document(report);
    ASSERT_EQ(document.sentences.size(), 2U);
    EXPECT_EQ(document.quote(document.sentences[0]), "Visits are good.");
    EXPECT_EQ(document.quote(document.sentences[1]), "They help.");
    EXPECT_EQ(document.sentences[1].section, 1);
    EXPECT_EQ(document.tokens.size(), 5U);
}

TEST(Quote, JoinsWordsThatALineEndParted) {
    EXPECT_EQ(sentences_of("A multi-\nagency  plan\xC2\xA0is\tmade."),
              (Strings{"A multi-agency plan is made."}));
    EXPECT_EQ(sentences_of("Bad \xFF byte."), (Strings{"Bad \xEF\xBF\xBD byte."}));
}

}  // namespace
}  // namespace assay
