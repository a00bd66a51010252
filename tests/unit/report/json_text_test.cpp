#include "report/json_text.h"

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <random>
#include <vector>

#include "report/quote.h"
#include "report/utf8.h"

namespace assay::testing {
namespace {

using report::JsonText;

template <class Write>
std::string written(Write write) {
    std::string out = "what stood here before";
    {
        JsonText json(out);
        write(json);
    }
    return out;
}

// What RapidJSON, which has been tried by many, writes for the same value.
template <class Write>
std::string reference(Write write) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
    write(json);
    return {buffer.GetString(), buffer.GetSize()};
}

std::string reference_text(const std::string& bytes) {
    std::string repaired;
    report::append_repaired(repaired, bytes);
    return reference(
        [&](auto& json) { json.String(repaired.data(), static_cast<rapidjson::SizeType>(repaired.size())); });
}

TEST(JsonText, CommasStandWhereTheyBelong) {
    EXPECT_EQ(written([](JsonText& json) {
                  json.begin_object();
                  json.key("a");
                  json.begin_array();
                  json.integer(1);
                  json.integer(-2);
                  json.begin_object();
                  json.end_object();
                  json.begin_array();
                  json.end_array();
                  json.end_array();
                  json.key("b");
                  json.null();
                  json.key("c");
                  json.boolean(true);
                  json.key("d");
                  json.text("[");
                  json.key("e");
                  json.text(":");
                  json.end_object();
              }),
              R"({"a":[1,-2,{},[]],"b":null,"c":true,"d":"[","e":":"})");
}

TEST(JsonText, WhatWasWrittenCanBeWrittenAgain) {
    EXPECT_EQ(written([](JsonText& json) {
                  json.begin_array();
                  const std::size_t mark = json.size();
                  json.text("a \"quote\"");
                  const JsonText::Stretch first = json.since(mark);
                  json.again(first);
                  json.again(first);
                  json.end_array();
              }),
              R"(["a \"quote\"","a \"quote\"","a \"quote\""])");
}

TEST(JsonText, WhatIsWrittenAgainMovesWithTheMemory) {
    std::string out;
    std::string expected = "[1000";
    {
        JsonText json(out);
        json.begin_array();
        const std::size_t mark = json.size();
        json.integer(1000);
        const JsonText::Stretch number = json.since(mark);
        for (int i = 0; i < 5000; ++i) {
            json.again(number);
            expected += ",1000";
        }
        json.end_array();
    }
    EXPECT_EQ(out, expected + "]");
}

TEST(JsonText, ReadyPartsAreJoinedAndTakeACommaAsOneValue) {
    EXPECT_EQ(written([](JsonText& json) {
                  json.begin_object();
                  json.ready("\"a\":", 1, ",\"b\":", std::string_view("true"));
                  json.up_to_value("\"c\":[{\"d\":");
                  json.null();
                  json.ready("\"e\":0}");
                  json.ready("2");
                  json.end_array();
                  json.end_object();
              }),
              R"({"a":1,"b":true,"c":[{"d":null,"e":0},2]})");
}

TEST(JsonText, WhatIsHandedOverIsNotWrittenAgain) {
    std::string whole;
    std::string rest;
    {
        JsonText json(rest);
        json.begin_array();
        for (int i = 0; i < 3; ++i) {
            json.text("part");
            json.hand_over([&](std::string_view bytes) { whole += bytes; });
            EXPECT_EQ(json.size(), 0u);
        }
        json.end_array();
    }
    EXPECT_EQ(rest, "]");
    EXPECT_EQ(whole, R"(["part","part","part")");
}

// Nothing of a longer text that stood in the memory is left behind a shorter one.
TEST(JsonText, MemoryIsUsedAgain) {
    std::string out;
    for (const std::size_t size : {5000u, 10u, 2000u, 0u, 5000u}) {
        const std::string words(size, 'y');
        {
            JsonText json(out);
            json.text(words);
        }
        EXPECT_EQ(out, '"' + words + '"');
    }
}

TEST(JsonText, WholeNumbersAreWrittenAsTheyAre) {
    const auto same = [](auto value) {
        EXPECT_EQ(written([&](JsonText& json) { json.integer(value); }), std::to_string(value));
    };
    for (int value = -20'050; value <= 20'050; ++value) same(value);
    for (std::uint64_t power = 1; power < 10'000'000'000'000'000'000u; power *= 10) {
        same(power - 1);
        same(power);
        same(power + 1);
        same(power * 9 + power / 7);
    }
    same(std::numeric_limits<std::uint64_t>::max());
    same(std::numeric_limits<std::int64_t>::max());
    same(std::numeric_limits<std::int64_t>::min());
    same(std::numeric_limits<int>::min());
    same(std::numeric_limits<std::uint16_t>::max());
}

TEST(JsonText, EscapesStandWhereverTheyFallInAString) {
    using namespace std::string_literals;
    const std::string specials[] = {"\"",  "\\",       "\n",           "\x01", "\x1F",
                                    "\0"s, "\xC3\xA9", "\xE2\x80\x99", "\xFF", "\xE2\x80"};
    for (std::size_t size = 0; size <= 50; ++size) {
        for (std::size_t at = 0; at <= size; ++at) {
            for (const std::string& special : specials) {
                std::string bytes(size, 'x');
                bytes.insert(at, special);
                EXPECT_EQ(written([&](JsonText& json) { json.text(bytes); }), reference_text(bytes));
            }
        }
    }
    // Across the stretches for which room is made at once.
    for (std::size_t size = 1015; size <= 1030; ++size) {
        for (const std::string& special : specials) {
            const std::string bytes = std::string(size, 'x') + special + std::string(1500, 'y') + special;
            EXPECT_EQ(written([&](JsonText& json) { json.text(bytes); }), reference_text(bytes));
        }
    }
    const std::string many(3000, '\x02');
    EXPECT_EQ(written([&](JsonText& json) { json.text(many); }), reference_text(many));
}

TEST(JsonText, LinesAreNormalisedWhateverStandsAroundThem) {
    std::mt19937 random(5);
    using namespace std::string_literals;
    const std::string pieces[] = {" ",    "  ",   "\n",   "\t ", "\xC2\xA0", "\xE2\x80\x83",
                                  "a",    "word", "\"",   "\\",  "\xC3\xA9", "\xE2\x80\x99",
                                  "\xFF", "\xE2", "\x01", "-",   "\0"s};
    for (int round = 0; round < 40'000; ++round) {
        std::string text;
        while (text.size() < 60) {
            text += random() % 3 != 0 ? std::string(1 + random() % 9, static_cast<char>('a' + random() % 26))
                                      : pieces[random() % std::size(pieces)];
        }
        const auto begin = static_cast<std::uint32_t>(random() % text.size());
        const auto end = static_cast<std::uint32_t>(begin + random() % (text.size() - begin + 1));
        const Span stretch{begin, end};
        EXPECT_EQ(written([&](JsonText& json) { json.line(text, stretch); }),
                  reference_text(report::normalised(slice(text, stretch))));
        const std::size_t size = text.size();
        std::vector<Span> stretches;
        for (std::size_t i = 0, at = 0; i < 3; ++i) {
            const auto from = static_cast<std::uint32_t>(at + random() % (size - at + 1));
            const auto to = static_cast<std::uint32_t>(from + random() % (size - from + 1));
            stretches.push_back({from, to});
            at = to;
        }
        std::string joined;
        for (const Span each : stretches) {
            if (!joined.empty() && joined.back() != ' ') joined += ' ';
            report::append_normalised(joined, slice(text, each));
        }
        if (!joined.empty() && joined.back() == ' ') joined.pop_back();
        EXPECT_EQ(written([&](JsonText& json) { json.line(text, stretches); }), reference_text(joined));
    }
}

TEST(JsonText, LongLinesAreNormalisedToo) {
    std::string text;
    for (int i = 0; i < 4000; ++i)
        text += i % 7 == 0 ? "some words \n " : i % 5 == 0 ? "\xE2\x80\x99s " : "and others ";
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    EXPECT_EQ(written([&](JsonText& json) { json.line(text, all); }),
              reference_text(report::normalised(text)));
}

TEST(JsonText, StringsAreEscapedAndRepaired) {
    std::mt19937 random(7);
    // Bytes that matter beside bytes that do not, so that every place within a machine word is met.
    using namespace std::string_literals;
    const std::string alphabet =
        "abc \"\\\n\r\t\b\f\x01\x1F\x7F\x00/<\xC3\xA9\xE2\x80\x99\xF0\x9F\x98\x80\xFF"s;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes;
        const std::size_t length = random() % 40;
        for (std::size_t i = 0; i < length; ++i)
            bytes += random() % 3 != 0 ? static_cast<char>('a' + random() % 26)
                                       : alphabet[random() % alphabet.size()];
        EXPECT_EQ(written([&](JsonText& json) { json.text(bytes); }), reference_text(bytes));
    }
}

TEST(JsonText, NumbersAreTheShortestThatReadBackTheSame) {
    const auto same = [](double value) {
        EXPECT_EQ(written([&](JsonText& json) { json.number(value); }),
                  reference([&](auto& json) { json.Double(value); }))
            << value;
    };
    for (int tenths = 0; tenths < 20'000; ++tenths) {
        same(tenths / 10.0);
        same(-tenths / 10.0);
        same(std::nextafter(tenths / 10.0, 1e9));
        same(std::nextafter(tenths / 10.0, -1e9));
    }
    for (const double value :
         {0.0, -0.0, 99'999.9, 100'000.0, 100'000.1, 1e15, 1e21, 1e22, 1e-7, 5e-324, 1.7e308, 1.0 / 3})
        same(value);
    std::mt19937_64 random(11);
    for (int round = 0; round < 100'000; ++round) {
        const std::uint64_t bits = random();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        if (std::isfinite(value)) same(value);
    }
    // One writer for many, so that numbers take each other's place among those it remembers.
    std::vector<double> values{0.0, -0.0, 0.3, -0.3, 1.0 / 3};
    for (int i = 0; i < 300; ++i) values.push_back(std::ldexp(static_cast<double>(random()), -60));
    std::string expected = "[";
    std::string out;
    {
        JsonText json(out);
        json.begin_array();
        for (int round = 0; round < 5000; ++round) {
            const double value = values[random() % (round % 2 == 0 ? 5 : values.size())];
            json.number(value);
            expected += (round > 0 ? "," : "") + reference([&](auto& one) { one.Double(value); });
        }
        json.end_array();
    }
    EXPECT_EQ(out, expected + "]");
    EXPECT_EQ(written([](JsonText& json) { json.number(std::numeric_limits<double>::infinity()); }), "null");
    EXPECT_EQ(written([](JsonText& json) { json.number(std::nan("")); }), "null");
}

TEST(JsonText, MemoryGrowsAsNeeded) {
    std::string out;
    const std::string chunk(1000, 'x');
    std::string expected = "[";
    {
        JsonText json(out);
        json.begin_array();
        for (int i = 0; i < 500; ++i) json.text(chunk);
        json.end_array();
    }
    for (int i = 0; i < 500; ++i) expected += (i > 0 ? ",\"" : "\"") + chunk + "\"";
    EXPECT_EQ(out, expected + "]");
}

}  // namespace
}  // namespace assay::testing
