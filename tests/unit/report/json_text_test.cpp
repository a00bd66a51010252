#include "report/json_text.h"

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

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
                  const std::string first(json.since(mark));
                  json.again(first);
                  json.end_array();
              }),
              R"(["a \"quote\"","a \"quote\""])");
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
