#include "report/html_page.h"

#include <gtest/gtest.h>

#include "report/file_name.h"
#include "report/writer.h"
#include "support/sample_report.h"

namespace assay::report {
namespace {

TEST(Html, TextIsNeverMarkup) {
    EXPECT_EQ(html("<a href=\"x\">'&amp;'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
    EXPECT_EQ(html(std::string("a\0b\x1b", 4)), "a\uFFFDb\uFFFD");
    EXPECT_EQ(html("p\xE9ople \u202E"), "p\uFFFDople \uFFFD");
    EXPECT_EQ(html_line("  two\n lines "), "two lines");
}

// A SHA-256 in base64 has 44 characters; that browsers accept it is shown in tests/browser.
TEST(Html, ThePolicyNamesTheOnlyStyleAndScript) {
    std::string page;
    begin_page(page, "Title");
    const std::size_t at = page.find("script-src 'sha256-");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(page.find('\'', at + 19), at + 19 + 44);
    EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST(Html, NothingIsFetched) {
    testing::SampleReport sample;
    testing::make_sample(sample);
    const auto context = sample.context();
    const auto writer = make_writer(OutputFormat::html);
    std::string out;
    Piece piece;
    writer->begin(testing::sample_run(), out);
    writer->render(sample.report, &context, piece);
    for (const char* word : {"http:", "https:", "src=", "@import", "url("}) {
        EXPECT_EQ(piece.bytes.find(word), std::string::npos) << word;
    }
}

TEST(FileName, KeepsOnlySafeCharacters) {
    EXPECT_EQ(file_name_for("reports/North mere 2024.pdf"), "North-mere-2024");
    EXPECT_EQ(file_name_for("../../etc/passwd"), "passwd");
    EXPECT_EQ(file_name_for("/a/.hidden"), "hidden");
    EXPECT_EQ(file_name_for("-"), "stdin");
    EXPECT_EQ(file_name_for("\u2603.txt"), "report");
    EXPECT_EQ(file_name_for("a/b/"), "report");
}

TEST(UniqueNames, PartsEqualNamesAndKeepsTheIndex) {
    UniqueNames names;
    EXPECT_EQ(names.unique("report"), "report");
    EXPECT_EQ(names.unique("Report"), "Report-2");
    EXPECT_EQ(names.unique("report-2"), "report-2-2");
    EXPECT_EQ(names.unique("index"), "index-2");
}

}  // namespace
}  // namespace assay::report
