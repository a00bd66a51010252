#include "text/authority_key.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(AuthorityKey, SpellingsOfOneCouncilAreOne) {
    for (const char* name :
         {"London Borough of Barrow and Denham", "Barrow and Denham", "Barrow & Denham Council",
          "The Barrow  and Denham City Council", "BARROW AND DENHAM", "Barrow\u00A0and Denham"})
        EXPECT_EQ(authority_key(name), "barrow-and-denham") << name;
    for (const char* name : {"Southmere-on-Sea", "Southmere on Sea Council", "Southmere\u2011on\u2011Sea"})
        EXPECT_EQ(authority_key(name), "southmere-on-sea") << name;
    EXPECT_EQ(authority_key("King's Ferry"), authority_key("King\u2019s Ferry Borough Council"));
    EXPECT_EQ(authority_key("St. Osyth, Melton and Poole"), authority_key("St Osyth Melton and Poole"));
}

TEST(AuthorityKey, CouncilsThatGoByAPartOfTheirName) {
    EXPECT_EQ(authority_key("Newcastle City Council"), authority_key("Newcastle upon Tyne"));
    EXPECT_EQ(authority_key("East Riding Council"), authority_key("East Riding of Yorkshire"));
    EXPECT_NE(authority_key("Hull City Council"), authority_key("Royal Borough of Kingston upon Thames"));
}

TEST(AuthorityKey, OtherCouncilsStayOthers) {
    EXPECT_NE(authority_key("Derwent City Council"), authority_key("Derwentshire County Council"));
    EXPECT_NE(authority_key("East Lindale"), authority_key("West Lindale"));
}

TEST(AuthorityKey, ANameOfCommonWordsKeepsThem) {
    EXPECT_EQ(authority_key("City of London"), "city-of-london");
    EXPECT_EQ(authority_key(""), "");
    EXPECT_EQ(authority_key("\u2013 &"), "and");
}

}  // namespace
}  // namespace assay
