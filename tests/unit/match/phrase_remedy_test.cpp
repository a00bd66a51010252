#include "match/phrase_remedy.h"

#include <gtest/gtest.h>

#include "match/phrase.h"

namespace assay::match {
namespace {

struct Remedy {
    const char* text;
    const char* suggests;
};

class PhraseRemedies : public ::testing::TestWithParam<Remedy> {};

TEST_P(PhraseRemedies, SaysWhatToWriteInstead) {
    const auto parsed = parse_phrase(GetParam().text);
    ASSERT_EQ(parsed.errors.size(), 1u);
    EXPECT_NE(parsed.errors[0].suggestion.find(GetParam().suggests), std::string::npos)
        << parsed.errors[0].suggestion;
}

INSTANTIATE_TEST_SUITE_P(All, PhraseRemedies,
                         ::testing::Values(Remedy{"meals are/were hot", "write [are|were]"},
                                           Remedy{"meals (are|were) hot", "[are|were]"},
                                           Remedy{"meals (very) hot", "[very|]"},
                                           Remedy{"meals ... hot", "write *3"},
                                           Remedy{"meals … hot", "write *3"},
                                           Remedy{"prais* the meals", "~praise finds"},
                                           Remedy{"complain* of meals", "~complain finds"},
                                           Remedy{"80% of meals", "write {percent}"},
                                           Remedy{"- meals were hot", "leave out the dash"},
                                           Remedy{"\"@meals\" *3 hot", "write @meals without"}));

TEST(PhraseRemedies, AreNoneForSoundWords) {
    EXPECT_FALSE(remedy_for_word("follow-up"));
    EXPECT_FALSE(remedy_for_word("carer's"));
    EXPECT_FALSE(remedy_for_word("caf\u00E9"));
}

}  // namespace
}  // namespace assay::match
