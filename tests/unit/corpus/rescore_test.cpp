// Scoring a corpus by an edited pack: what is carried over must be what scoring anew gives.
#include "corpus/rescore.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "rules/pack_delta.h"

namespace assay::corpus {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFramework = R"(
id: small
title: A small framework
scale:
  4: {descriptor: Exceptional}
  3: {descriptor: Good}
  2: {descriptor: Some shortfalls}
  1: {descriptor: Significant shortfalls}
statements:
  - {id: learning, title: Learning}
  - {id: partners, title: Partnerships}
)";

constexpr const char* kRules = R"(
lists:
  praise: effective, timely
  warm: '@praise, kind'
cues:
  - {kind: negation, direction: forward, within: 4, factor: drop, phrases: [not, never]}
groups:
  all: {title: All, cap: 0.5}
rules:
  - {id: plain, title: Plain, level: 3, points: 1, group: all, match: 'staff learned'}
  - {id: listed, title: Listed, level: 3, points: 2, match: '@warm support'}
  - {id: delay, title: Delay, level: 2, points: 1, match: 'delays *3 harm', where: {speaker: {default: 0.5}}}
  - id: both
    title: Both
    level: 4
    points: 1
    combine: {all: [plain, delay]}
)";

constexpr const char* kScript = R"(
local complaint = phrase '~complaint'
return rule { id = 'script', title = 'Script', level = 3, points = 1,
  evaluate = function(doc, out)
    for s in doc:sentences() do
      local hit = s:find(complaint)
      if hit then out:vote { cite = { hit }, strength = 1 } end
    end
  end }
)";

constexpr const char* kReport =
    "# Learning\n\nStaff learned from each review. Timely support was there. Kind support came late.\n\n"
    "Delays did harm to people. Complaints were answered. Staff did not learn; staff learned later.\n\n"
    "# Partnerships\n\nEffective support from partners. Staff learned together. Complaints rose.\n";

class Rescore : public ::testing::Test {
protected:
    Rescore() : folder_(fs::temp_directory_path() / ("assay-rescore-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_ / "pack");
        fs::create_directories(folder_ / "reports");
        write("pack/pack.yaml", "id: small\ntitle: Small\nversion: 0.1.0\n");
        write("pack/framework.yaml", kFramework);
        write("pack/rules.yaml", kRules);
        write("pack/script.lua", kScript);
        write("reports/a.txt", kReport);
        write("reports/b.txt", std::string(kReport) + "\nDelays never did harm.\n");
        options_.inputs = {(folder_ / "reports").string()};
        options_.unlabelled = true;
        options_.threads = 2;
    }
    ~Rescore() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

    // The pack with one place of one file edited.
    std::shared_ptr<const RulePack> pack(const std::string& file = {}, const std::string& from = {},
                                         const std::string& to = {}) {
        LoadOptions load;
        if (!file.empty()) {
            std::string text = file == "script.lua" ? kScript : file == "rules.yaml" ? kRules : kFramework;
            const std::size_t at = text.find(from);
            if (at == std::string::npos) ADD_FAILURE() << "nothing to edit: " << from;
            load.instead[folder_ / "pack" / file] = text.replace(at, from.size(), to);
        }
        LoadedPack loaded = load_pack(folder_ / "pack", load);
        for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << d.place.line << ' ' << d.message;
        return loaded.pack;
    }

    fs::path folder_;
    CorpusOptions options_;
};

std::string essence(const Corpus& corpus) {
    std::ostringstream out;
    out.precision(17);
    for (const ScoredReport& report : corpus.reports) {
        out << report.source.path << ' ' << report.predicted_overall.title << '\n';
        for (const Assessment& a : report.assessments) {
            out << a.statement << ' ' << a.predicted_score.value_or(0) << ' ' << a.balance << ' '
                << a.sentences << ' ' << a.incomplete << a.failures.size() << '\n';
            for (const Finding& f : a.findings) {
                out << "  " << report.pack->rules()[f.rule].id << ' ' << f.sentence << ' ' << f.strength
                    << ' ' << f.contribution << ' ' << f.flipped << f.softened_by_cap << ' '
                    << f.matches.size() << '\n';
            }
        }
    }
    for (const auto& each : corpus.labelled)
        out << each.document << ' ' << each.evidence.statement << ' ' << each.evidence.hits.size() << '\n';
    for (const std::string& remark : corpus.remarks) out << remark << '\n';
    return out.str();
}

// Both ways, so that what is added one way goes the other.
void expect_the_same(const std::shared_ptr<const RulePack>& a, const std::shared_ptr<const RulePack>& b,
                     const CorpusOptions& options) {
    for (const auto& [before, after] : {std::pair{a, b}, std::pair{b, a}}) {
        const auto base = score_corpus(before, options), anew = score_corpus(after, options);
        ASSERT_TRUE(base && anew);
        const auto rescored = rescore_corpus(*base, before, after, options);
        ASSERT_TRUE(rescored.has_value() && *rescored);
        EXPECT_EQ(essence(*anew), essence(**rescored));
    }
}

std::vector<std::string> fresh_rules(const RulePack& before, const RulePack& after) {
    std::vector<std::string> ids;
    for (const std::uint32_t r : rules::compare_packs(before.content(), after.content()).fresh)
        ids.push_back(after.rules()[r].id);
    return ids;
}

using Ids = std::vector<std::string>;

TEST_F(Rescore, OnlyAnEditedRuleIsEvaluatedAgain) {
    const auto edited = pack("rules.yaml", "'delays *3 harm'", "'delays *1 harm'");
    EXPECT_EQ((Ids{"delay", "both"}), fresh_rules(*pack(), *edited)) << "and what combines it";
    const auto alone = pack("rules.yaml", "[plain, delay]", "[plain]");
    EXPECT_EQ(Ids{"both"}, fresh_rules(*pack(), *alone));
    expect_the_same(pack(), alone, options_);
}

TEST_F(Rescore, PointsAndTitlesMoveTheScoreButNotTheFindings) {
    const auto edited =
        pack("rules.yaml", "title: Plain, level: 3, points: 1", "title: New, level: 4, points: 9");
    EXPECT_EQ(Ids{}, fresh_rules(*pack(), *edited));
    expect_the_same(pack(), edited, options_);
}

TEST_F(Rescore, ARuleThatChangesSidesIsEvaluatedAgain) {
    const auto edited = pack("rules.yaml", "title: Listed, level: 3", "title: Listed, level: 2");
    EXPECT_EQ(Ids{"listed"}, fresh_rules(*pack(), *edited));
    expect_the_same(pack(), edited, options_);
}

TEST_F(Rescore, AListReachesTheRulesBehindTheListsThatNameIt) {
    const auto edited = pack("rules.yaml", "praise: effective, timely", "praise: effective");
    EXPECT_EQ(Ids{"listed"}, fresh_rules(*pack(), *edited));
    expect_the_same(pack(), edited, options_);
}

TEST_F(Rescore, RulesAddedRemovedAndSetAside) {
    const std::string first = "  - {id: plain, title";
    const auto added = pack("rules.yaml", first,
                            "  - {id: earlier, title: E, level: 3, points: 1, match: 'review'}\n" + first);
    EXPECT_EQ(Ids{"earlier"}, fresh_rules(*pack(), *added));
    EXPECT_EQ(Ids{}, fresh_rules(*added, *pack()));
    expect_the_same(pack(), added, options_);
    expect_the_same(pack(), pack("rules.yaml", "{id: listed,", "{id: listed, status: draft,"), options_);
}

TEST_F(Rescore, AScriptThatChangesIsRunAgain) {
    const auto edited = pack("script.lua", "'~complaint'", "'complaints were'");
    EXPECT_EQ(Ids{"script"}, fresh_rules(*pack(), *edited));
    expect_the_same(pack(), edited, options_);
    EXPECT_NE(std::string::npos, essence(*score_corpus(edited, options_)).find("  script "));
}

TEST_F(Rescore, AScriptThatFailsIsToldOnEitherSide) {
    expect_the_same(pack(), pack("script.lua", "out:vote", "local no = nil .. ''; out:vote"), options_);
}

TEST_F(Rescore, CuesAndTheFrameTouchEverything) {
    EXPECT_FALSE(can_rescore(*pack(), *pack("rules.yaml", "within: 4", "within: 5")));
    EXPECT_FALSE(can_rescore(*pack(), *pack("framework.yaml", "title: Learning", "title: Learning more")));
    EXPECT_TRUE(can_rescore(*pack(), *pack()));
}

TEST_F(Rescore, TwoVersionsGiveTwoCorpora) {
    const auto edited = pack("rules.yaml", "'staff learned'", "'staff learned later'");
    const auto both = score_versions(pack(), edited, options_);
    ASSERT_TRUE(both);
    EXPECT_EQ(essence(*score_corpus(pack(), options_)), essence((*both)[0]));
    EXPECT_EQ(essence(*score_corpus(edited, options_)), essence((*both)[1]));
}

// Rules of a shipped pack switched off by chance, over the examples.
TEST(RescoreShipped, AnyRuleMayGoOrCome) {
    const fs::path folder = ASSAY_SOURCE_DIR "/rules/cqc-la";
    const auto whole = load_pack(folder).pack;
    ASSERT_NE(nullptr, whole);
    CorpusOptions options;
    options.inputs = {ASSAY_SOURCE_DIR "/examples"};
    options.unlabelled = true;
    std::mt19937 random(7);
    int tried = 0;
    for (int i = 0; i < 40 && tried < 5; ++i) {
        const RuleInfo& rule = whole->rules()[random() % whole->rules().size()];
        if (rule.kind == "lua") continue;
        std::ifstream in(rule.place.file, std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        std::string text = bytes.str();
        const std::string head = "- id: " + rule.id + "\n";
        const std::size_t at = text.find(head);
        if (at == std::string::npos) continue;
        const std::size_t column = at - (text.rfind('\n', at) + 1);
        text.insert(at + head.size(), std::string(column + 2, ' ') + "status: off\n");
        LoadOptions load;
        load.instead[rule.place.file] = text;
        const auto without = load_pack(folder, load).pack;
        if (without == nullptr) continue;  // another rule combines it
        ++tried;
        SCOPED_TRACE(rule.id);
        expect_the_same(whole, without, options);
    }
    EXPECT_EQ(5, tried);
}

}  // namespace
}  // namespace assay::corpus
