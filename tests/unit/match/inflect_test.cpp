#include "match/inflect.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace assay::match {
namespace {

struct Case {
    const char* word;
    std::vector<std::string> has;
    std::vector<std::string> lacks;
};

TEST(Inflect, FormsOfRegularAndIrregularWords) {
    const std::vector<Case> cases{
        {"improve", {"improve", "improves", "improved", "improving"}, {"improvement", "improveed"}},
        {"carry", {"carries", "carried", "carrying"}, {"carryed"}},
        {"delay", {"delays", "delayed", "delaying"}, {"delaies"}},
        {"plan", {"plans", "planned", "planning"}, {"planing"}},
        {"refer", {"refers", "referred", "referring"}, {"refered"}},
        {"visit", {"visited", "visiting"}, {"visitted"}},
        {"embed", {"embedded", "embedding"}, {}},
        {"assess", {"assesses", "assessed", "assessing"}, {"assesss"}},
        {"take", {"takes", "took", "taken", "taking"}, {"taked"}},
        {"child", {"children", "childs", "childrens"}, {}},
        {"oversee", {"oversaw", "overseen", "overseeing"}, {}},
        {"agree", {"agreed", "agreeing"}, {"agreing"}},
        {"model", {"modelled", "modelling"}, {}},
        {"review", {"reviewed", "reviewing"}, {"reviewwed"}},
        {"fix", {"fixes", "fixed"}, {"fixxed"}},
        {"co-produce", {"co-produced", "co-producing"}, {}},
        {"Be", {"is", "was", "were", "been"}, {}},
    };
    for (const Case& c : cases) {
        const auto forms = inflections(c.word);
        for (const auto& form : c.has)
            EXPECT_TRUE(std::count(forms.begin(), forms.end(), form)) << c.word << " → " << form;
        for (const auto& form : c.lacks)
            EXPECT_FALSE(std::count(forms.begin(), forms.end(), form)) << c.word << " → " << form;
    }
}

TEST(Inflect, TheWordItselfComesFirstAndNothingTwice) {
    for (const char* word : {"spread", "run", "learning", "benefit"}) {
        auto forms = inflections(word);
        EXPECT_EQ(forms.front(), word);
        std::sort(forms.begin(), forms.end());
        EXPECT_EQ(std::adjacent_find(forms.begin(), forms.end()), forms.end());
    }
}

TEST(Inflect, AnInflectedWordStandsForAllFormsOfItsBase) {
    const std::vector<Case> cases{
        {"complaints", {"complaint", "complaints"}, {}},
        {"improved", {"improve", "improves", "improving"}, {}},
        {"improving", {"improve", "improved"}, {}},
        {"answered", {"answer", "answers", "answering"}, {}},
        {"planned", {"plan", "plans", "planning"}, {"planns"}},
        {"called", {"call", "calls"}, {}},
        {"studies", {"study", "studied"}, {}},
        {"processes", {"process", "processed"}, {"processe"}},
        {"services", {"service"}, {}},
        {"children", {"child"}, {}},
        {"took", {"take", "taken"}, {}},
        {"agreed", {"agree", "agreeing"}, {}},
        {"co-produced", {"co-produce", "co-producing"}, {}},
        // Words of their own: their endings are no inflection.
        {"process", {"processes"}, {"proces"}},
        {"need", {"needs"}, {"ne"}},
        {"embed", {"embedded"}, {"emb"}},
        {"status", {}, {"statu"}},
        {"analysis", {"analyses"}, {"analysi"}},
        {"meeting", {"meetings"}, {"meet", "met"}},
        {"training", {"trainings"}, {"train"}},
        {"outstanding", {}, {"outstand"}},
    };
    for (const Case& c : cases) {
        const auto forms = inflections(c.word);
        EXPECT_EQ(forms.front(), c.word);
        for (const auto& form : c.has)
            EXPECT_TRUE(std::count(forms.begin(), forms.end(), form)) << c.word << " → " << form;
        for (const auto& form : c.lacks)
            EXPECT_FALSE(std::count(forms.begin(), forms.end(), form)) << c.word << " → " << form;
    }
}

TEST(Inflect, NamesTheBaseOfTwoForms) {
    EXPECT_EQ(common_base("starter", "starters"), "starter");
    EXPECT_EQ(common_base("starters", "starter"), "starter");
    EXPECT_EQ(common_base("improved", "improving"), "improve");
    EXPECT_EQ(common_base("took", "taken"), "take");
    EXPECT_EQ(common_base("quick", "quickly"), "");
    EXPECT_EQ(common_base("complaint", "compliment"), "");
}

TEST(Inflect, NumbersAreWrittenWithAndWithoutCommas) {
    EXPECT_EQ(written_forms("1,250"), (std::vector<std::string>{"1250", "1,250"}));
    EXPECT_EQ(written_forms("1234567"), (std::vector<std::string>{"1234567", "1,234,567"}));
    EXPECT_EQ(written_forms("250"), (std::vector<std::string>{"250"}));
    EXPECT_EQ(written_forms("meals"), (std::vector<std::string>{"meals"}));
}

}  // namespace
}  // namespace assay::match
