#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "assay/report.h"
#include "ingest/lines.h"

namespace assay {
namespace {

Extracted extracted(std::string text, Format format) {
    auto kept = std::make_shared<const std::string>(std::move(text));
    Extracted e;
    e.text = Buffer{kept, *kept};
    e.source.format = format;
    return e;
}

TEST(SourceMap, CountsLinesOfATextThatIsTheFile) {
    const Extracted text = extracted("one\ntwo\n\nfour", Format::text);
    const SourceMap map(text);
    EXPECT_EQ(map.place(0).line, 1U);
    EXPECT_EQ(map.place(3).line, 1U);
    EXPECT_EQ(map.place(4).line, 2U);
    EXPECT_EQ(map.place(13).line, 4U);
    EXPECT_EQ(map.place(13).offset, 13U);
    EXPECT_EQ(map.place(4).page, 0U);
    EXPECT_EQ(map.range({4, 7}), (std::pair<std::uint64_t, std::uint64_t>{4, 7}));
}

TEST(SourceMap, TakesTheLinesThatTheLayoutFoundAsItsOwn) {
    for (const char* const text :
         {"one\ntwo\n\nfour", "one\r\ntwo\r\n", "one\rtwo\r\rfour\r", "\n\n\none", "one"}) {
        const Extracted plain = extracted(text, Format::text);
        Extracted laid_out = extracted(text, Format::text);
        ingest::cut_lines(laid_out, &laid_out.source_lines);
        EXPECT_EQ(laid_out.source_lines.front(), 0U);
        const SourceMap own(plain);
        const SourceMap known(laid_out);
        for (std::uint32_t at = 0; at <= plain.text.bytes.size(); ++at)
            EXPECT_EQ(own.place(at).line, known.place(at).line) << at << " of " << text;
    }
}

TEST(SourceMap, FollowsPiecesBackToTheOriginal) {
    // <p>\nA &amp; B</p> as "A & B": the text begins at byte 4, the entity is one byte of the text.
    Extracted html = extracted("A & B", Format::html);
    html.map = {{0, 4, 2, true}, {2, 6, 5, false}, {3, 11, 2, true}};
    html.source_lines = {0, 4};
    const SourceMap map(html);
    EXPECT_EQ(map.place(0).offset, 4U);
    EXPECT_EQ(map.place(0).line, 2U);
    EXPECT_EQ(map.place(4).offset, 12U);
    EXPECT_EQ(map.place(5).offset, 13U);
    EXPECT_EQ(map.range({2, 3}), (std::pair<std::uint64_t, std::uint64_t>{6, 11}));
    EXPECT_EQ(map.range({0, 5}), (std::pair<std::uint64_t, std::uint64_t>{4, 13}));
    EXPECT_EQ(map.range({3, 3}), (std::pair<std::uint64_t, std::uint64_t>{11, 11}));
}

TEST(SourceMap, KnowsPagesAndParagraphs) {
    Extracted pdf = extracted("first\nsecond\nthird\n", Format::pdf);
    pdf.page_begins = {0, 6, 13};
    const SourceMap pages(pdf);
    EXPECT_EQ(pages.place(5).page, 1U);
    EXPECT_EQ(pages.place(6).page, 2U);
    EXPECT_EQ(pages.place(19).page, 3U);
    EXPECT_EQ(pages.place(13).line, 3U);
    Extracted docx = extracted("first\nsecond\n", Format::docx);
    docx.paragraph_begins = {0, 6};
    EXPECT_EQ(SourceMap(docx).place(7).paragraph, 2U);
}

}  // namespace
}  // namespace assay
