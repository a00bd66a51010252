#include "text/numbers.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/plain_report.h"

namespace assay::text {
namespace {

std::string show(const Document& document, const Quantity& q) {
    std::string value =
        q.upper ? fmt::format("{:.4g}..{:.4g}", q.value, *q.upper) : fmt::format("{:.10g}", q.value);
    if (q.kind == QuantityKind::ratio) value = fmt::format("{:g}/{:g}", q.part, q.whole);
    return fmt::format("{} {}{} [{}]", to_string(q.kind), value, q.unit, slice(document.text(), q.bytes));
}

/// Every quantity of the text, each as the most telling kind, going on behind its span.
std::vector<std::string> quantities(const std::string& text) {
    const Document document = testing::plain_document(text);
    std::vector<std::string> out;
    for (const Sentence& sentence : document.sentences) {
        for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
            const std::optional<Quantity> q = read_quantity(document, sentence, i);
            if (q) {
                EXPECT_EQ(q->tokens.begin, i);
                EXPECT_GT(q->tokens.end, i);
                EXPECT_LE(q->tokens.end, sentence.tokens.end);
                EXPECT_TRUE(sentence.bytes.contains(q->bytes));
                out.push_back(show(document, *q));
            }
            i = q ? q->tokens.end : i + 1;
        }
    }
    return out;
}

using Strings = std::vector<std::string>;

TEST(Numbers, AreReadFromDigits) {
    EXPECT_EQ(number_value("7"), 7);
    EXPECT_EQ(number_value("007"), 7);
    EXPECT_EQ(number_value("999999999"), 999'999'999);
    EXPECT_EQ(number_value("1234567890123"), 1'234'567'890'123);
    EXPECT_EQ(number_value("1,250"), 1250);
    EXPECT_EQ(number_value("31.1"), 31.1);
    EXPECT_EQ(number_value("\xC2\xBD"), 0.5);
    EXPECT_EQ(number_value("2\xC2\xBD"), 2.5);
    EXPECT_FALSE(number_value("12.06.2023"));
    EXPECT_FALSE(number_value("x"));
    EXPECT_FALSE(number_value(""));
    EXPECT_FALSE(number_value(std::string(60, '9')));
}

TEST(Numbers, ABlankThatDoesNotBreakPartsThousands) {
    EXPECT_EQ(quantities("Of 1\u00A0250 people 2\u2009000\u2009000 and 12\u202F345.5 were seen"),
              (Strings{"count 1250 [1\u00A0250]", "count 2000000 [2\u2009000\u2009000]",
                       "count 12345.5 [12\u202F345.5]"}));
    EXPECT_EQ(quantities("1\u00A0250 hours, \u00A31\u00A0250 and \u00A31\u00A0250 million, 1\u00A0250%"),
              (Strings{"duration 1250hours [1\u00A0250 hours]", "money 1250\u00A3 [\u00A31\u00A0250]",
                       "money 1250000000\u00A3 [\u00A31\u00A0250 million]", "percent 1250% [1\u00A0250%]"}));
    EXPECT_EQ(quantities("In 2023 125\u00A0250 people wrote"), (Strings{"count 125250 [125\u00A0250]"}));
    // Not in threes, a leading zero, more digits before: no thousands.
    EXPECT_EQ(quantities("Rooms 12\u00A034, 2023\u00A0250, 0\u00A0250, 1\u00A0250\u00A034"),
              (Strings{"count 12 [12]", "count 34 [34]", "count 2023 [2023]", "count 250 [250]",
                       "count 0 [0]", "count 250 [250]", "count 1 [1]", "count 250 [250]", "count 34 [34]"}));
}

TEST(Numbers, APlainBlankPartsThousandsWhereNothingElseIsMeant) {
    EXPECT_EQ(quantities("There were 1 250 people and about 2 400 older people waiting"),
              (Strings{"count 1250 [1 250]", "count 2400 [2 400]"}));
    EXPECT_EQ(quantities("It cost \u00A31 250 a week and 12 000 was paid"),
              (Strings{"money 1250\u00A3 [\u00A31 250]", "count 12000 [12 000]"}));
    EXPECT_EQ(quantities("more than 1 250 300 hours"), (Strings{"duration 1250300hours [1 250 300 hours]"}));
}

TEST(Numbers, APlainBlankMayPartTwoFigures) {
    EXPECT_EQ(quantities("In 2023 250 people came"), (Strings{"count 250 [250]"}));
    EXPECT_EQ(quantities("In phase 2 450 homes were built"), (Strings{"count 450 [450]"}));
    EXPECT_EQ(quantities("Of the 80 120 were late"), (Strings{"count 80 [80]", "count 120 [120]"}));
    EXPECT_EQ(quantities("1 250 people"), (Strings{"count 1 [1]", "count 250 [250]"}));
    EXPECT_EQ(quantities("for 12 345 678 4 people"),
              (Strings{"count 12 [12]", "count 345 [345]", "count 678 [678]", "count 4 [4]"}));
    EXPECT_EQ(quantities("about 46% 250 people"), (Strings{"percent 46% [46%]", "count 250 [250]"}));
    EXPECT_EQ(quantities("about 10, 250 people and 20-250 people"),
              (Strings{"count 10 [10]", "count 250 [250]", "count 20 [20]", "count 250 [250]"}));
}

TEST(Numbers, AreReadFromWords) {
    EXPECT_EQ(quantities("twenty-one staff, twenty three teams, a hundred homes"),
              (Strings{"count 21 [twenty-one]", "count 23 [twenty three]", "count 100 [hundred]"}));
    EXPECT_EQ(quantities("one hundred and five plans and two thousand visits"),
              (Strings{"count 105 [one hundred and five]", "count 2000 [two thousand]"}));
    EXPECT_EQ(quantities("two, three and four plans"),
              (Strings{"count 2 [two]", "count 3 [three]", "count 4 [four]"}));
    EXPECT_EQ(quantities("two dozen plans and 3 million visits"),
              (Strings{"count 24 [two dozen]", "count 3000000 [3 million]"}));
}

TEST(Numbers, ArePercentages) {
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

TEST(Numbers, AreRatios) {
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

TEST(Numbers, AreNotRatiosByChance) {
    EXPECT_EQ(quantities("It fell to 5 in 12 months"),
              (Strings{"count 5 [5]", "duration 12months [12 months]"}));
    EXPECT_EQ(quantities("It rose to 12 in 2023"), (Strings{"count 12 [12]"}));
    EXPECT_EQ(quantities("One of the plans"), (Strings{}));
    EXPECT_EQ(quantities("one of five partners"), (Strings{"count 5 [five]"}));
    EXPECT_EQ(quantities("up to the age of 25"), (Strings{}));
    EXPECT_EQ(quantities("one of two ways"), (Strings{"count 2 [two]"}));
    EXPECT_EQ(quantities("5 of 20% were"), (Strings{"count 5 [5]", "percent 20% [20%]"}));
}

TEST(Numbers, AreDurations) {
    EXPECT_EQ(
        quantities("within 14 days, six weeks or a 3-month wait"),
        (Strings{"duration 14days [14 days]", "duration 6weeks [six weeks]", "duration 3months [3-month]"}));
    EXPECT_EQ(quantities("10 working days, 6 to 8 weeks, two and a half years, 24hrs"),
              (Strings{"duration 10working days [10 working days]", "duration 6..8weeks [6 to 8 weeks]",
                       "duration 2.5years [two and a half years]", "duration 24hours [24hrs]"}));
    EXPECT_EQ(quantities("a 16-year-old, aged 17 years, 18 years of age"),
              (Strings{"count 16 [16]", "count 18 [18]"}));
}

TEST(Numbers, UnitsOfTimeCompare) {
    EXPECT_EQ(*minutes_in("years"), 12 * *minutes_in("months"));
    EXPECT_EQ(*minutes_in("week"), 5 * *minutes_in("working days"));
    EXPECT_EQ(*minutes_in("day"), 24 * *minutes_in("hours"));
    EXPECT_FALSE(minutes_in(""));
    EXPECT_FALSE(minutes_in("fortnights"));
    EXPECT_FALSE(minutes_in("%"));
}

TEST(Numbers, AreRatesAndMoney) {
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

TEST(Numbers, ThatOnlyNameSomethingAreNone) {
    EXPECT_EQ(
        quantities("COVID-19, section 42, 12 March 2023, in 2024, at 9.30am, from April 2023 to March 2024"),
        (Strings{}));
    EXPECT_EQ(quantities("no one, one another, every one of them"), (Strings{}));
    EXPECT_EQ(quantities("one carer said"), (Strings{"count 1 [one]"}));
    EXPECT_EQ(quantities("The 2024 survey was sent to over 2000 people."), (Strings{"count 2000 [2000]"}));
    EXPECT_EQ(quantities("2023 saw change."), (Strings{}));
    EXPECT_EQ(quantities("children aged 16 and 17 years, aged over 25 years, between the ages of 16 and 18"),
              (Strings{}));
}

TEST(Numbers, AreReadAsTheKindThatIsAskedFor) {
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

TEST(Numbers, PredicatesReadFlagsOnly) {
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
