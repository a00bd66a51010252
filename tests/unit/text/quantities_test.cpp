#include "text/quantities.h"

#include <gtest/gtest.h>

#include <string>

#include "quantities_for_tests.h"

namespace assay::text {
namespace {

TEST(Quantities, ArePercentages) {
    EXPECT_EQ(quantities("31.1% or 46 per cent or 12 percent or 7 %"),
              (Strings{"percent 31.1% [31.1%]", "percent 46% [46 per cent]", "percent 12% [12 percent]",
                       "percent 7% [7 %]"}));
    EXPECT_EQ(quantities("twenty-one per cent of staff"), (Strings{"percent 21% [twenty-one per cent]"}));
    EXPECT_EQ(quantities("10-15% or 20 to 30% or between 5% and 6%"),
              (Strings{"percent 10..15% [10-15%]", "percent 20..30% [20 to 30%]", "percent 5% [5%]",
                       "percent 6% [6%]"}));
    EXPECT_EQ(quantities("between 5 and 6%"), (Strings{"percent 5..6% [5 and 6%]"}));
    EXPECT_EQ(quantities("7\xE2\x80\x93"
                         "9% of plans"),
              (Strings{"percent 7..9% [7\xE2\x80\x93"
                       "9%]"}));
}

TEST(Quantities, AreRatios) {
    EXPECT_EQ(quantities("21 of 106 plans, 3 out of 4 people, 48 out of the total of 106"),
              (Strings{"ratio 21/106% [21 of 106]", "ratio 3/4% [3 out of 4]",
                       "ratio 48/106% [48 out of the total of 106]"}));
    EXPECT_EQ(
        quantities("one in five children, two thirds of staff, three quarters"),
        (Strings{"ratio 1/5% [one in five]", "ratio 2/3% [two thirds]", "ratio 3/4% [three quarters]"}));
    EXPECT_EQ(quantities("8 of the 12 homes"), (Strings{"ratio 8/12% [8 of the 12]"}));
    const Document document = testing::plain_document("25 of 50 plans");
    EXPECT_DOUBLE_EQ(read_quantity(document, document.sentences[0], 0)->value, 50);
}

TEST(Quantities, AreNotRatiosByChance) {
    EXPECT_EQ(quantities("It fell to 5 in 12 months"),
              (Strings{"count 5 [5]", "duration 12months [12 months]"}));
    EXPECT_EQ(quantities("It rose to 12 in 2023"), (Strings{"count 12 [12]"}));
    EXPECT_EQ(quantities("One of the plans"), (Strings{}));
    EXPECT_EQ(quantities("one of five partners"), (Strings{"count 5 [five]"}));
    EXPECT_EQ(quantities("up to the age of 25"), (Strings{}));
    EXPECT_EQ(quantities("one of two ways"), (Strings{"count 2 [two]"}));
    EXPECT_EQ(quantities("5 of 20% were"), (Strings{"count 5 [5]", "percent 20% [20%]"}));
}

TEST(Quantities, AreRatesAndMoney) {
    EXPECT_EQ(quantities("12.5 per 100,000 people or 3 per 1,000"),
              (Strings{"rate 12.5per 100,000 [12.5 per 100,000]", "rate 3per 1,000 [3 per 1,000]"}));
    EXPECT_EQ(quantities("\xC2\xA3"
                         "1.2 million, \xC2\xA3"
                         "3m, \xC2\xA3"
                         "1,250, $5 and 2 million pounds"),
              (Strings{"money 1200000\xC2\xA3 [\xC2\xA3"
                       "1.2 million]",
                       "money 3000000\xC2\xA3 [\xC2\xA3"
                       "3m]",
                       "money 1250\xC2\xA3 [\xC2\xA3"
                       "1,250]",
                       "money 5$ [$5]", "money 2000000\xC2\xA3 [2 million pounds]"}));
}

TEST(Quantities, AreReadAsTheKindThatIsAskedFor) {
    const Document document = testing::plain_document("21 of 106 in 14 days, 5%");
    const Sentence& sentence = document.sentences[0];
    const auto as = [&](QuantityKind kind, std::uint32_t token) {
        const auto q = read_quantity_as(kind, document, sentence, token);
        return q ? show(document, *q) : "none";
    };
    EXPECT_EQ(as(QuantityKind::count, 0), "count 21 [21]");
    EXPECT_EQ(as(QuantityKind::ratio, 0), "ratio 21/106% [21 of 106]");
    EXPECT_EQ(as(QuantityKind::count, 4), "count 14 [14]");
    EXPECT_EQ(as(QuantityKind::duration, 4), "duration 14days [14 days]");
    EXPECT_EQ(as(QuantityKind::count, 6), "none");
    EXPECT_EQ(as(QuantityKind::percent, 6), "percent 5% [5%]");
    EXPECT_EQ(as(QuantityKind::count, 1), "none");
    EXPECT_EQ(as(QuantityKind::count, 99), "none");
}

TEST(Quantities, PredicatesReadFlagsOnly) {
    const Document document = testing::plain_document(
        "five 5% \xC2\xA3"
        "5 word");
    EXPECT_TRUE(is_number_word(document.tokens[0]));
    EXPECT_TRUE(is_percent(document.tokens[1]));
    EXPECT_TRUE(is_money(document.tokens[2]));
    EXPECT_FALSE(may_begin_quantity(document.tokens[3]));
}

}  // namespace
}  // namespace assay::text
