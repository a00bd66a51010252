// Files: atomic writing, and edits that keep what they do not change.
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>

#include "rules/format_file.h"
#include "rules/rule_file_header.h"
#include "serve/beneath.h"
#include "serve/drafts.h"
#include "serve/rule_edit.h"
#include "support/workbench.h"

namespace assay::serve {
namespace {

namespace fs = std::filesystem;

TEST(Beneath, AKillInTheMiddleOfASaveLeavesTheOldFileOrTheNew) {
    const testing::ScratchFolder folder;
    const std::string old_text(300'000, 'o'), new_text(400'000, 'n');
    testing::put_file(folder.path() / "rule.yaml", old_text);
    int seen_old = 0, seen_new = 0;
    for (int round = 0; round < 25; ++round) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            const auto beneath = Beneath::open(folder.path());
            for (;;) {
                (void)beneath->replace("rule.yaml", new_text, true);
                (void)beneath->replace("rule.yaml", old_text, true);
            }
        }
        std::this_thread::sleep_for(std::chrono::microseconds(3000 + 1700 * round));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        const std::string text = testing::get_file(folder.path() / "rule.yaml");
        ASSERT_TRUE(text == old_text || text == new_text) << "half a file of " << text.size() << " bytes";
        (text == old_text ? seen_old : seen_new) += 1;
    }
    EXPECT_EQ(seen_old + seen_new, 25);
}

TEST(Beneath, KeepsPermissionsAndMakesFolders) {
    const testing::ScratchFolder folder;
    testing::put_file(folder.path() / "a.yaml", "old");
    fs::permissions(folder.path() / "a.yaml", fs::perms::owner_read | fs::perms::owner_write);
    const auto beneath = Beneath::open(folder.path());
    ASSERT_TRUE(beneath->replace("a.yaml", "new", true));
    EXPECT_EQ(fs::status(folder.path() / "a.yaml").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    ASSERT_TRUE(beneath->replace("new/folder/b.yaml", "b", true));
    EXPECT_EQ(beneath->read("new/folder/b.yaml", 100).value(), "b");
    EXPECT_EQ(beneath->read("new/folder/b.yaml", 0).error().code, "too-large");
    EXPECT_EQ(beneath->read("new", 100).error().code, "refused");
    EXPECT_EQ(beneath->read("no.yaml", 100).error().code, "not-found");
}

TEST(Beneath, APipeInPlaceOfAFileDoesNotHang) {
    const testing::ScratchFolder folder;
    ASSERT_EQ(::mkfifo((folder.path() / "pipe.yaml").c_str(), 0600), 0);
    EXPECT_EQ(Beneath::open(folder.path())->read("pipe.yaml", 100).error().code, "refused");
}

TEST(Drafts, AreTakenUpAgainAndBrokenOnesLeftAlone) {
    const testing::ScratchFolder folder;
    const auto beneath = Beneath::open(folder.path());
    DraftStore first(*beneath);
    ASSERT_EQ(first.put("rules/a.yaml", "one", 0, "base").value(), 1u);
    ASSERT_EQ(first.put("rules/a.yaml", "two", 1, "base").value(), 2u);
    EXPECT_EQ(first.put("rules/a.yaml", "three", 1, "base").error().code, "conflict");
    testing::put_file(folder.path() / "rules" / ".b.yaml.draft", "{\"half");
    DraftStore second(*beneath);
    second.take_up(folder.path());
    ASSERT_EQ(second.all().size(), 1u);
    EXPECT_EQ(second.find("rules/a.yaml")->text, "two");
    EXPECT_EQ(second.find("rules/a.yaml")->revision, 2u);
    EXPECT_TRUE(second.drop("rules/a.yaml"));
    EXPECT_FALSE(fs::exists(folder.path() / "rules" / ".a.yaml.draft"));
}

NewRule invented() {
    NewRule rule;
    rule.id = "probe.new";
    rule.title = "A title: with a colon";
    rule.rationale = "Because";
    rule.statements = {"learning", "equity"};
    rule.phrases = "first phrase\n~second *2 phrase";
    rule.example = "It said \"yes\" # twice.";
    return rule;
}

TEST(RuleEdit, AppendsToTheRulesAndKeepsCommentsAndWhatFollows) {
    const std::string before =
        "# top\nrules:\n  - id: a.a   # first\n    title: A\n\n# about lists\nlists:\n  x: y\n";
    const auto edit = add_rule(before, invented());
    ASSERT_TRUE(edit);
    EXPECT_EQ(edit->text.find("# top\nrules:\n  - id: a.a   # first\n    title: A\n"), 0u);
    EXPECT_NE(edit->text.find("\n# about lists\nlists:\n  x: y\n"), std::string::npos);
    EXPECT_EQ(edit->line, 6u);
    EXPECT_NE(edit->text.find("  - id: probe.new\n    title: \"A title: with a colon\"\n"),
              std::string::npos);
    EXPECT_NE(edit->text.find("    statement: [learning, equity]\n"), std::string::npos);
    EXPECT_NE(edit->text.find("    match: |\n      first phrase\n      ~second *2 phrase\n"),
              std::string::npos);
    EXPECT_NE(edit->text.find("        - \"It said \\\"yes\\\" # twice.\"\n"), std::string::npos);
    EXPECT_TRUE(rules::format_rule_file(edit->text)) << "sound YAML";
}

TEST(RuleEdit, BeginsAFileAndFollowsItsIndentation) {
    const auto begun = add_rule("", invented());
    const std::string header(rules::kRuleFileHeader);
    EXPECT_EQ(begun->text.find(header + "rules:\n  - id: probe.new\n"), 0u) << begun->text;
    EXPECT_EQ(begun->line, 4u);
    const auto flat = add_rule("rules:\n- id: a.a\n  title: A\n", invented());
    EXPECT_NE(flat->text.find("\n- id: probe.new\n  title:"), std::string::npos);
    EXPECT_EQ(add_rule("rules: []\n", invented()).error().code, "by-hand");
}

TEST(RuleEdit, AddsAnExceptionToARuleThatHasNoneAndToOneThatHas) {
    const auto first = add_exceptions(testing::kPraise, "probe.praise", {"carers were praised for"},
                                      "Carers were praised for show.");
    ASSERT_TRUE(first);
    EXPECT_NE(
        first->text.find(
            "    except:\n      - phrase: carers were praised for\n        example: Carers were praised "
            "for show.\n    examples:\n"),
        std::string::npos)
        << first->text;
    EXPECT_NE(
        first->text.find("        - Carers were left alone.\n        - {text: Carers were praised for show., "
                         "blocked_by: except}\n"),
        std::string::npos)
        << first->text;
    const auto second = add_exceptions(first->text, "probe.praise", {"nobody praised"}, "Nobody praised it.");
    ASSERT_TRUE(second);
    EXPECT_NE(
        second->text.find("        example: Carers were praised for show.\n      - phrase: nobody praised\n"),
        std::string::npos)
        << second->text;
    EXPECT_EQ(add_exceptions(testing::kPraise, "no.such", {"x"}, "y").error().code, "not-found");
    EXPECT_EQ(
        add_exceptions("rules:\n  - id: a.a\n    except: [{phrase: x}]\n", "a.a", {"x"}, "y").error().code,
        "by-hand");
}

TEST(RuleEdit, SeveralExceptionsShareAnExample) {
    const auto both = add_exceptions(testing::kPraise, "probe.praise", {"carers were", "nobody praised"},
                                     "Carers were so.");
    ASSERT_TRUE(both);
    EXPECT_NE(both->text.find("    except:\n      - phrase: carers were\n        example: Carers were so.\n"
                              "      - phrase: nobody praised\n        example: Carers were so.\n"),
              std::string::npos)
        << both->text;
    const auto at = both->text.find("blocked_by: except");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(both->text.find("blocked_by: except", at + 1), std::string::npos) << "one example for both";
}

TEST(RuleEdit, QuotesWhatYamlWouldReadAsSomethingElse) {
    EXPECT_EQ(yaml_scalar("plain words"), "plain words");
    EXPECT_EQ(yaml_scalar("yes"), "\"yes\"");
    EXPECT_EQ(yaml_scalar("@list and"), "\"@list and\"");
    EXPECT_EQ(yaml_scalar("a: b"), "\"a: b\"");
    EXPECT_EQ(yaml_scalar("31 days"), "\"31 days\"");
    EXPECT_EQ(yaml_scalar(""), "\"\"");
}

}  // namespace
}  // namespace assay::serve
