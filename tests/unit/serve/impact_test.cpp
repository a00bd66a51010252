// The impact of a shared pack's drafts: that on every pack that builds on it.
#include <rapidjson/document.h>

#include "support/workbench.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

using testing::Answer;
using testing::quoted;
using testing::TestBench;

constexpr const char* kShared = R"(rules:
  - id: common.waited
    title: Somebody waited
    level: 2
    points: 1
    about: {rationale: Waiting shows}
    match: |
      carers waited
    examples:
      match:
        - Carers waited for months.
      no_match:
        - Carers were seen at once.
)";

rapidjson::Document parsed(const Answer& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    rapidjson::Document document;
    document.Parse(answer.body.c_str());
    EXPECT_FALSE(document.HasParseError()) << answer.body.substr(0, 300);
    return document;
}

void append(const fs::path& file, const std::string& text) {
    testing::put_file(file, testing::get_file(file) + text);
}

/// A pack without a framework, and two that build on it.
class SharedPack : public ::testing::Test {
protected:
    void SetUp() override {
        const fs::path shared = bench.root() / "shared";
        testing::put_file(shared / "pack.yaml", "id: shared\ntitle: Shared rules\nversion: 0.1.0\n");
        testing::put_file(shared / "rules" / "common.yaml", kShared);
        append(bench.pack() / "pack.yaml", "builds_on: [../shared]\n");
        const fs::path second = bench.root() / "second";
        fs::copy(bench.pack(), second, fs::copy_options::recursive);
        std::string head = testing::get_file(second / "pack.yaml");
        testing::put_file(second / "pack.yaml", head.replace(head.find("id: seeded"), 10, "id: second"));
        bench.settings.packs = {shared.string(), bench.pack().string(), second.string()};
        bench.begin();
        bench.wait_for_corpus();
    }
    void draft(const std::string& path, const std::string& text) {
        const std::string base =
            bench.ask("GET", "/packs/shared/file?path=" + path).json().text("sha256").value_or("");
        const Answer answer =
            bench.ask("PUT", "/packs/shared/draft?path=" + path,
                      "{\"text\":" + quoted(text) + ",\"revision\":0,\"base_sha256\":\"" + base + "\"}");
        ASSERT_EQ(answer.status, 200) << answer.body;
    }
    rapidjson::Document impact(const std::string& pack) {
        return parsed(bench.ask("POST", "/packs/" + pack + "/impact", "{}"));
    }

    TestBench bench;
};

TEST_F(SharedPack, HasAnImpactOnEveryPackThatBuildsOnIt) {
    std::string text = kShared;
    draft("rules/common.yaml", text.replace(text.find("carers waited"), 13, "parks *1 open"));
    const auto found = impact("shared");
    ASSERT_EQ(found["packs"].Size(), 2U);
    EXPECT_STREQ(found["packs"][0]["id"].GetString(), "seeded");
    EXPECT_STREQ(found["packs"][1]["id"].GetString(), "second");
    for (const auto& pack : found["packs"].GetArray()) {
        EXPECT_EQ(pack["documents"].GetInt(), 2);
        ASSERT_EQ(pack["gained"].Size(), 1U);
        EXPECT_STREQ(pack["gained"][0]["quote"].GetString(), "Parks were open.");
        ASSERT_EQ(pack["lost"].Size(), 1U);
        EXPECT_STREQ(pack["lost"][0]["quote"].GetString(), "Carers waited for an answer.");
    }
    // A pack of its own has its own impact, which another pack's drafts do not touch.
    const auto own = impact("seeded");
    EXPECT_FALSE(own.HasMember("packs"));
    EXPECT_EQ(own["gained_total"].GetInt(), 0);
}

TEST_F(SharedPack, HasAnImpactByANewFileToo) {
    std::string text = kShared;
    text.replace(text.find("common.waited"), 13, "common.parks");
    draft("rules/parks.yaml", text.replace(text.find("carers waited"), 13, "parks *1 open"));
    const auto found = impact("shared");
    ASSERT_EQ(found["packs"].Size(), 2U);
    EXPECT_EQ(found["packs"][1]["gained_total"].GetInt(), 1);
    EXPECT_EQ(found["packs"][1]["lost_total"].GetInt(), 0);
}

TEST_F(SharedPack, TellsWhereAPackThatBuildsOnItWouldHaveMistakes) {
    std::string text = kShared;
    draft("rules/common.yaml", text.replace(text.find("common.waited"), 13, "probe.praise"));
    const auto found = impact("shared");
    ASSERT_EQ(found["packs"].Size(), 2U);
    for (const auto& pack : found["packs"].GetArray()) {
        ASSERT_TRUE(pack.HasMember("mistake"));
        EXPECT_NE(std::string(pack["mistake"].GetString()).find("probe.praise"), std::string::npos);
    }
}

TEST_F(SharedPack, HasNoImpactWithoutADraft) {
    const auto found = impact("shared");
    for (const auto& pack : found["packs"].GetArray()) {
        EXPECT_EQ(pack["gained_total"].GetInt() + pack["lost_total"].GetInt(), 0);
        EXPECT_EQ(pack["moved_total"].GetInt(), 0);
    }
}

}  // namespace
}  // namespace assay
