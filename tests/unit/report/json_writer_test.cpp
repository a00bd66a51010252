#include "report/json_writer.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "report/quote.h"
#include "support/sample_report.h"

namespace assay::testing {
namespace {

std::string json_of(const SampleReport& sample) {
    const auto context = sample.context();
    const auto writer = report::make_json_writer();
    return report::write_one(*writer, sample_run(), sample.report, &context);
}

rapidjson::Document parsed(const std::string& text) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag>(text.data(),
                                                                                               text.size());
    EXPECT_FALSE(document.HasParseError()) << document.GetErrorOffset() << " in " << text;
    return document;
}

TEST(JsonWriter, QuotesAreTheBytesNormalised) {
    for (const bool broken : {false, true}) {
        for (const Format format : {Format::text, Format::pdf}) {
            SampleOptions options;
            options.broken_utf8 = broken;
            options.format = format;
            SampleReport sample;
            make_sample(sample, options);
            const std::string_view file = sample.report.document.text();
            auto bytes = [&](const rapidjson::Value& range) {
                return report::normalised(file.substr(range["start"].GetUint64(),
                                                      range["end"].GetUint64() - range["start"].GetUint64()));
            };
            const rapidjson::Document json = parsed(json_of(sample));
            const auto& findings = json["reports"][0]["assessments"][0]["findings"];
            ASSERT_EQ(findings.Size(), 8U);
            for (const auto& finding : findings.GetArray()) {
                const auto& sentence = finding["sentence"];
                std::string words;
                if (sentence.HasMember("pieces")) {
                    for (const auto& piece : sentence["pieces"].GetArray())
                        words += (words.empty() ? "" : " ") + bytes(piece);
                } else {
                    words = bytes(sentence);
                }
                EXPECT_EQ(words, sentence["text"].GetString());
                EXPECT_GE(finding["matches"].Size(), 1U);
                for (const auto& match : finding["matches"].GetArray()) {
                    EXPECT_EQ(bytes(match), match["text"].GetString());
                    EXPECT_FALSE(bytes(match).empty());
                }
            }
        }
    }
}

TEST(JsonWriter, PartsAreTheWhole) {
    SampleReport sample;
    make_sample(sample);
    auto& findings = sample.report.assessments[0].findings;
    const auto some = findings;
    while (findings.size() < 3000) findings.insert(findings.end(), some.begin(), some.end());
    const auto context = sample.context();
    for (const auto format : {report::OutputFormat::json, report::OutputFormat::csv_findings,
                              report::OutputFormat::csv_assessments, report::OutputFormat::markdown}) {
        const auto writer = report::make_writer(format);
        report::Piece piece;
        writer->render(sample.report, &context, piece);
        std::string joined;
        std::size_t parts = 0;
        writer->render_parts(sample.report, &context, [&](std::string_view bytes) {
            joined += bytes;
            ++parts;
            return true;
        });
        EXPECT_EQ(joined, piece.bytes);
        if (format == report::OutputFormat::json || format == report::OutputFormat::csv_findings) {
            EXPECT_GT(parts, 2u);
        }
        const report::Piece described = report::described(sample.report, &context);
        EXPECT_EQ(described.name, piece.name);
        EXPECT_EQ(described.rows.size(), piece.rows.size());
        EXPECT_TRUE(described.bytes.empty());
    }
}

TEST(JsonWriter, SilencedHitsComeInPartsToo) {
    SampleReport sample;
    make_sample(sample);
    Assessment& assessment = sample.report.assessments[0];
    assessment.silenced.clear();
    for (std::uint32_t i = 0; i < 3000; ++i) {
        const Finding& finding = assessment.findings[i % assessment.findings.size()];
        assessment.silenced.push_back(
            {finding.rule, finding.sentence, "where", "its section", finding.matches});
    }
    const auto context = sample.context();
    report::LayoutOptions options;
    options.silenced = true;
    const auto writer = report::make_writer(report::OutputFormat::json, options);
    report::Piece piece;
    writer->render(sample.report, &context, piece);
    std::string joined;
    std::size_t largest = 0;
    writer->render_parts(sample.report, &context, [&](std::string_view bytes) {
        joined += bytes;
        largest = std::max(largest, bytes.size());
        return true;
    });
    EXPECT_EQ(joined, piece.bytes);
    EXPECT_LT(largest, piece.bytes.size() / 3);
}

TEST(JsonWriter, DoublesComeBackAsTheyWere) {
    SampleReport sample;
    make_sample(sample);
    const double awkward = 0.1 + 0.2;
    sample.report.assessments[0].findings[0].contribution = awkward;
    sample.report.assessments[0].cut_points = {-1e300, 5e-324, 123456789.123456789};
    const auto json = parsed(json_of(sample));
    const auto& a = json["reports"][0]["assessments"][0];
    EXPECT_EQ(a["findings"][0]["contribution"].GetDouble(), awkward);
    EXPECT_EQ(a["cut_points"][0].GetDouble(), -1e300);
    EXPECT_EQ(a["cut_points"][1].GetDouble(), 5e-324);
    EXPECT_EQ(a["cut_points"][2].GetDouble(), 123456789.123456789);
}

TEST(JsonWriter, WritesNoNumberThatJsonDoesNotKnow) {
    SampleReport sample;
    make_sample(sample);
    sample.report.assessments[0].slope = std::numeric_limits<double>::quiet_NaN();
    sample.report.assessments[0].cut_points[2] = std::numeric_limits<double>::infinity();
    const auto json = parsed(json_of(sample));
    EXPECT_TRUE(json["reports"][0]["assessments"][0]["slope"].IsNull());
    EXPECT_TRUE(json["reports"][0]["assessments"][0]["cut_points"][2].IsNull());
}

TEST(JsonWriter, NamesFromOutsideCannotBreakTheJson) {
    SampleReport sample;
    SampleOptions options;
    options.path = "a\"b\\c\nd\x01\xFF.txt";
    make_sample(sample, options);
    const auto json = parsed(json_of(sample));
    EXPECT_STREQ(json["reports"][0]["source"]["path"].GetString(), "a\"b\\c\nd\x01\uFFFD.txt");
}

// RapidJSON's wide copies miss some of them in stretches of sixteen bytes and more.
TEST(JsonWriter, EscapesEveryControlCharacter) {
    SampleOptions options;
    options.authority = "A council whose name is long enough ";
    for (char c = 1; c < 0x20; ++c) options.authority += c;
    options.authority += " and goes on for a while behind them";
    SampleReport sample;
    make_sample(sample, options);
    const std::string json = json_of(sample);
    parsed(json);
    for (const char c : json) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << int{c};
}

TEST(JsonWriter, JoinsSeveralPacks) {
    const auto writer = report::make_json_writer();
    std::string out;
    writer->begin({"0.1.0", {{"a", "1", "aa"}, {"b", "2", "bb"}}}, out);
    writer->end(out);
    const auto json = parsed(out);
    EXPECT_STREQ(json["assay"]["pack"].GetString(), "a,b");
    EXPECT_STREQ(json["assay"]["pack_hash"].GetString(), "aa,bb");
    EXPECT_EQ(json["assay"]["packs"].Size(), 2U);
}

TEST(JsonWriter, TheSameReportGivesTheSameBytesHoweverOftenItIsWritten) {
    SampleReport sample;
    make_sample(sample);
    const auto context = sample.context();
    const auto writer = report::make_jsonl_writer();
    report::Piece first;
    report::Piece second;
    second.bytes = "left over from another report";
    writer->render(sample.report, &context, first);
    writer->render(sample.report, &context, second);
    EXPECT_EQ(first.bytes, second.bytes);
    EXPECT_EQ(first.bytes.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace assay::testing
