#include "ingest/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace assay::ingest {
namespace {

TEST(Encoding, Utf8IsSound) {
    EXPECT_EQ(find_misencoded("").count, 0u);
    EXPECT_EQ(find_misencoded("The council\u2019s caf\u00E9 \U0001F600 and more words behind it").count, 0u);
    EXPECT_EQ(find_misencoded(
                  "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF")
                  .count,
              0u);
}

TEST(Encoding, OtherBytesAreCountedAndTheFirstIsPlaced) {
    const Misencoded latin = find_misencoded("The council\x92s caf\xE9 is open to people");
    EXPECT_EQ(latin.count, 2u);
    EXPECT_EQ(latin.first.begin, 11u);
    EXPECT_EQ(latin.first.end, 12u);
    for (const std::string bad :
         {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80", "\xFF", "\x80", "\xE2\x80", "\xE2", "\xC3"}) {
        EXPECT_EQ(find_misencoded(bad).count, bad.size()) << testing::PrintToString(bad);
    }
    EXPECT_EQ(find_misencoded("twelve bytes\xE2\x80").first.begin, 12u);
}

}  // namespace
}  // namespace assay::ingest
