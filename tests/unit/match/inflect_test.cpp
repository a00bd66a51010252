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

}  // namespace
}  // namespace assay::match
