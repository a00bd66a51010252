#include "rules/format_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace assay::rules {
namespace {

std::string formatted(const std::string& text) {
    const auto out = format_rule_file(text);
    EXPECT_TRUE(out) << text;
    return out.value_or("");
}

TEST(FormatFile, IndentsKeysDashesAndBlocks) {
    EXPECT_EQ(
        formatted("rules:\n- id:   a.b   # note\n  match: |\n        one\n          two  \n  level: 3\n\n\n"
                  "lists:\n     x: [a,b]\n\n"),
        "rules:\n  - id: a.b   # note\n    match: |\n      one\n        two\n    level: 3\n\nlists:\n  x: "
        "[a, b]\n");
}

TEST(FormatFile, KeepsEveryCommentAndQuotationMark) {
    const std::string text =
        "# head\nrules:\n  # before the rule\n  - id: a.b\n    title: \"A: b\"   # after\n    except:\n"
        "      - phrase: it's\n        example: 'It''s #5'\n      # after the exceptions\n    level: 3\n# "
        "end\n";
    EXPECT_EQ(formatted(text), text);
}

TEST(FormatFile, LeavesSignsInsideTextsAlone) {
    for (const char* text :
         {"a: b,c [d|e] {f}\n", "a: 'x,y:  z'\n", "a: [\"x,y\", 'z,w']\n", "a: one - two\n"}) {
        EXPECT_EQ(formatted(text), text);
    }
}

TEST(FormatFile, RefusesWhatItCannotReadSafely) {
    for (const char* text : {"a: [b\n", "a: \"b\n", "a:\n\t- b\n", "a: |2\n    b\n"}) {
        EXPECT_FALSE(format_rule_file(text)) << text;
    }
}

TEST(FormatFile, ShippedPacksMeanTheSameAndFormattingTwiceIsFormattingOnce) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(ASSAY_SOURCE_DIR "/rules")) {
        if (entry.path().extension() != ".yaml") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(in), {});
        const std::string once = formatted(text);
        EXPECT_TRUE(same_meaning(text, once)) << entry.path();
        EXPECT_EQ(formatted(once), once) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 20u);
}

}  // namespace
}  // namespace assay::rules
