#include "report/finding_json.h"

#include <gtest/gtest.h>

#include <string>

#include "report/json_text.h"
#include "support/sample_report.h"

namespace assay::testing {
namespace {

using report::FindingJson;
using report::JsonText;

constexpr std::string_view kHead = R"({"contribution":)";

class FindingJsonTest : public ::testing::Test {
protected:
    explicit FindingJsonTest(Format format = Format::text) {
        SampleOptions options;
        options.format = format;
        options.broken_utf8 = true;
        make_sample(sample_, options);
    }

    const std::vector<Finding>& findings() const { return sample_.report.assessments[0].findings; }

    // A finding written by a writer that has written nothing before.
    std::string alone(const Finding& finding) const {
        return written([&](JsonText&, FindingJson& json) { json.write(finding, kHead); });
    }
    template <class Write>
    std::string written(Write write) const {
        const SourceMap map(sample_.report.document.report.extracted);
        std::string out;
        {
            JsonText json(out);
            json.begin_array();
            FindingJson findings(json, sample_.report.document, map);
            write(json, findings);
            json.end_array();
        }
        return out.substr(1, out.size() - 2);
    }

    SampleReport sample_;
};

class FindingJsonInPages : public FindingJsonTest {
protected:
    FindingJsonInPages() : FindingJsonTest(Format::pdf) {}
};

TEST_F(FindingJsonTest, EveryFindingReadsAsIfItWereAlone) {
    std::string expected;
    const std::string all = written([&](JsonText&, FindingJson& json) {
        // Each sentence again and again, and again after others.
        for (int round = 0; round < 3; ++round) {
            for (const Finding& finding : findings()) {
                for (int times = 0; times < 2; ++times) {
                    json.write(finding, kHead);
                    expected += (expected.empty() ? "" : ",") + alone(finding);
                }
            }
        }
    });
    EXPECT_EQ(all, expected);
}

TEST_F(FindingJsonInPages, SentencesInPiecesDoSoToo) {
    std::string expected;
    const std::string all = written([&](JsonText&, FindingJson& json) {
        for (const Finding& finding : findings()) {
            for (int times = 0; times < 2; ++times) {
                json.write(finding, kHead);
                expected += (expected.empty() ? "" : ",") + alone(finding);
            }
        }
    });
    EXPECT_EQ(all, expected);
    EXPECT_NE(all.find("\"pieces\":["), std::string::npos);
}

TEST_F(FindingJsonTest, ASentenceIsMadeAnewWhereWhatWasWrittenIsGone) {
    const Finding& finding = findings()[0];
    std::string parts;
    const std::string last = written([&](JsonText& json, FindingJson& made) {
        json.hand_over([](std::string_view) {});
        for (int times = 0; times < 3; ++times) {
            made.write(finding, kHead);
            json.hand_over([&](std::string_view bytes) { parts += bytes; });
            made.forget();
        }
        json.ready("0");
    });
    const std::string one = alone(finding);
    EXPECT_EQ(parts, one + "," + one + "," + one);
    EXPECT_EQ(last, "0");
}

TEST_F(FindingJsonTest, SentencesOutsideAnySectionHaveNone) {
    Document& document = sample_.report.document;
    Finding finding = findings()[0];
    document.sentences[finding.sentence].section = 9999;
    EXPECT_NE(alone(finding).find(R"("section":null,"section_id":null)"), std::string::npos);
}

}  // namespace
}  // namespace assay::testing
