#include "rules/scalar_text.h"

#include <gtest/gtest.h>

#include "rules/read_rules.h"

namespace assay::rules {
namespace {

// The phrases of a rule's `match`, each with "line:column".
std::vector<std::string> places(const std::string& match) {
    Diagnostics diagnostics;
    PackSpec pack;
    const YamlFile file = parse_yaml(
        "r.yaml", "rules:\n  - id: a.b\n    title: T\n    level: 3\n    points: 1\n    match: " + match,
        diagnostics);
    read_rule_file(file, pack, diagnostics);
    std::erase_if(diagnostics, [](const Diagnostic& d) { return d.code == "R024"; });
    EXPECT_TRUE(diagnostics.empty()) << diagnostics[0].message;
    std::vector<std::string> out;
    for (const Text& t : pack.rules.at(0).match) {
        out.push_back(t.value + " " + std::to_string(t.place.line) + ":" + std::to_string(t.place.column));
    }
    return out;
}

using Places = std::vector<std::string>;

TEST(ScalarText, BlocksKeepTheirLines) {
    EXPECT_EQ(places("|\n      one\n\n      # note\n      twenty one\n        one\n"),
              (Places{"one 7:7", "twenty one 10:7", "one 11:9"}));
}

TEST(ScalarText, APhraseIsNotTakenForAPartOfAnother) {
    EXPECT_EQ(places("|\n      many reports\n      reports\n"), (Places{"many reports 7:7", "reports 8:7"}));
}

TEST(ScalarText, QuotesAndLists) {
    EXPECT_EQ(places("one two\n"), Places{"one two 6:12"});
    EXPECT_EQ(places("\"one\\ntwo\"\n"), (Places{"one 6:13", "two 6:18"}));
    EXPECT_EQ(places("'one''s two'\n"), Places{"one's two 6:13"});
    EXPECT_EQ(places("[one, \"two\", three]\n"), (Places{"one 6:13", "two 6:19", "three 6:25"}));
    EXPECT_EQ(places("\"one \\\n      two\"\n"), Places{"one two 6:13"});
    EXPECT_EQ(places("one\n      two\n"), Places{"one two 6:12"});
}

TEST(ScalarText, ColumnsCountCharacters) {
    EXPECT_EQ(places("[\"café\", \"thé\"]\n"), (Places{"café 6:14", "thé 6:22"}));
    EXPECT_EQ(places("\"\\u00e9t\\u00e9\\nthé\"\n"), (Places{"été 6:13", "thé 6:28"}));
}

TEST(ScalarText, ValuesThatDoNotAgreeWithTheTextDoNoHarm) {
    const ScalarText text({"abc"}, {0, 0}, "something else that is longer");
    EXPECT_EQ(text.at(0).line, 0u);
    EXPECT_EQ(text.at(1000).line, 0u);
    const ScalarText nowhere({}, {7, 3}, "x");
    EXPECT_EQ(nowhere.at(0).line, 7u);
}

}  // namespace
}  // namespace assay::rules
