// What an author changed between two versions of a pack.
#include "rules/pack_changes.h"

#include <gtest/gtest.h>

#include "support/compiled_rules.h"

namespace assay::rules {
namespace {

constexpr const char* kPack = R"(
lists:
  praise: effective, timely
groups:
  all: {title: All, cap: 2}
cues:
  - {kind: negation, direction: forward, within: 4, factor: drop, phrases: [not, never]}
rules:
  - {id: a.plain, title: Plain, level: 3, points: 0.8, group: all, match: 'staff learned'}
  - id: a.many
    title: Many
    level: 3
    points: 2
    match: |
      @praise support
      kind words
    except: kind words only
    limit: {per_document: 3}
  - {id: a.metric, title: Metric, level: 2, points: 1, metric: {capture: '{percent} of reviews', test: '> 20'}}
)";

std::string edited(const std::string& from, const std::string& to) {
    std::string text = kPack;
    const std::size_t at = text.find(from);
    if (at == std::string::npos) ADD_FAILURE() << "nothing to edit: " << from;
    return text.replace(at, from.size(), to);
}

PackChanges changes(const std::string& after) {
    return pack_changes(*assay::testing::compiled(kPack), *assay::testing::compiled(after));
}

// The one rule that changed and what is told of it.
std::string told(const std::string& from, const std::string& to) {
    const PackChanges found = changes(edited(from, to));
    EXPECT_TRUE(found.added.empty() && found.removed.empty());
    if (found.changed.size() != 1) return std::to_string(found.changed.size()) + " changed";
    return found.changed[0].rule + ": " + changes_text(found.changed[0]);
}

TEST(PackChanges, ValuesAreToldWithWhatTheyWere) {
    EXPECT_EQ(told("points: 0.8", "points: 8"), "a.plain: points 0.8 → 8");
    EXPECT_EQ(told("level: 3, points: 0.8, group: all", "level: 4, points: 0.8"),
              "a.plain: level 3 → 4; group all → none");
    EXPECT_EQ(told("{id: a.plain,", "{id: a.plain, status: draft,"), "a.plain: status active → draft");
    EXPECT_EQ(told("per_document: 3", "per_paragraph: 1"),
              "a.many: limit per document 3 → none; limit per paragraph none → 1");
}

TEST(PackChanges, PhrasesAreToldByWhatCameAndWent) {
    EXPECT_EQ(told("      kind words\n", "      warm words\n"),
              "a.many: phrases lost “kind words” and gained “warm words”");
    EXPECT_EQ(
        told("      kind words\n", "      kind words\n      warm words\n      good cheer\n      thanks\n"),
        "a.many: phrases gained 3");
    EXPECT_EQ(told("      @praise support\n      kind words\n", "      kind words\n      @praise support\n"),
              "a.many: phrases in another order");
    EXPECT_EQ(told("except: kind words only", "except: few kind words"),
              "a.many: except lost “kind words only” and gained “few kind words”");
}

TEST(PackChanges, OtherPartsAreNamed) {
    EXPECT_EQ(told("'> 20'", "'> 30'"), "a.metric: metric");
    EXPECT_EQ(told("title: Plain", "title: Plainer"), "a.plain: title");
    EXPECT_EQ(told("title: Many\n", "title: Many\n    context: {negation: keep}\n"), "a.many: context");
}

TEST(PackChanges, RulesThatCameWentOrWereSwitchedOff) {
    const std::string line =
        "  - {id: a.plain, title: Plain, level: 3, points: 0.8, group: all, match: 'staff learned'}\n";
    const PackChanges without = changes(edited(line, ""));
    EXPECT_EQ(without.removed, std::vector<std::string>{"a.plain"});
    EXPECT_TRUE(without.changed.empty());
    const PackChanges renamed = changes(edited("a.plain", "a.new"));
    EXPECT_EQ(renamed.added, std::vector<std::string>{"a.new"});
    EXPECT_EQ(renamed.removed, std::vector<std::string>{"a.plain"});
    EXPECT_EQ(told("{id: a.plain,", "{id: a.plain, status: off,"), "a.plain: status active → off");
}

TEST(PackChanges, ListsGroupsAndCues) {
    const PackChanges lists = changes(edited("effective, timely", "effective"));
    EXPECT_EQ(lists.lists, std::vector<std::string>{"praise"});
    EXPECT_TRUE(lists.changed.empty());
    EXPECT_EQ(changes(edited("cap: 2", "cap: 3")).groups, std::vector<std::string>{"all"});
    EXPECT_TRUE(changes(edited("within: 4", "within: 5")).cues);
}

TEST(PackChanges, WhereSomethingStandsIsNoChange) {
    EXPECT_TRUE(changes("# A note, and all stands lower.\n" + std::string(kPack)).empty());
}

}  // namespace
}  // namespace assay::rules
