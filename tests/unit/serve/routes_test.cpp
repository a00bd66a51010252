// Each route, as the page uses it.
#include <rapidjson/document.h>

#include <set>

#include "serve/assets.h"
#include "serve/routes.h"
#include "support/workbench.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

using testing::Answer;
using testing::quoted;
using testing::TestBench;

std::string hash_of_disk(TestBench& bench, const std::string& path) {
    return bench.ask("GET", "/packs/seeded/file?path=" + path).json().text("sha256").value_or("");
}

std::string draft_body(const std::string& text, int revision, const std::string& base) {
    return "{\"text\":" + quoted(text) + ",\"revision\":" + std::to_string(revision) + ",\"base_sha256\":\"" +
           base + "\"}";
}

rapidjson::Document parsed(const Answer& answer) {
    rapidjson::Document document;
    document.Parse(answer.body.c_str());
    EXPECT_FALSE(document.HasParseError()) << answer.body.substr(0, 300);
    return document;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    return text.replace(text.find(what), what.size(), by);
}

class Routes : public ::testing::Test {
protected:
    void SetUp() override {
        bench.begin();
        bench.wait_for_corpus();
    }
    // The id of a report by its file name.
    std::string report_id(const std::string& name) {
        const auto reports = parsed(bench.ask("GET", "/packs/seeded/reports"));
        for (const auto& report : reports["reports"].GetArray()) {
            if (name == report["name"].GetString()) return report["id"].GetString();
        }
        ADD_FAILURE() << "no report " << name;
        return "";
    }
    Answer put(const std::string& path, const std::string& text, int revision = 0) {
        return bench.ask("PUT", "/packs/seeded/draft?path=" + path,
                         draft_body(text, revision, hash_of_disk(bench, path)));
    }

    TestBench bench;
    const std::string praise_path = "rules/praise.yaml";
};

TEST_F(Routes, StateTellsPacksAndCorpus) {
    const auto state = parsed(bench.ask("GET", "/state"));
    const auto& pack = state["packs"][0];
    EXPECT_STREQ(pack["id"].GetString(), "seeded");
    EXPECT_EQ(pack["statements"].Size(), 3u);
    EXPECT_STREQ(pack["levels"][0]["descriptor"].GetString(), "Exceptional");
    EXPECT_EQ(pack["errors"].GetInt(), 0);
    EXPECT_EQ(state["corpus"]["documents"].GetInt(), 2);
    EXPECT_EQ(state["corpus"]["assessments"].GetInt(), 2);
}

TEST_F(Routes, FilesAndRulesOfThePack) {
    const auto files = parsed(bench.ask("GET", "/packs/seeded/files"));
    bool found = false;
    for (const auto& file : files["files"].GetArray()) {
        if (praise_path != file["path"].GetString()) continue;
        found = true;
        EXPECT_STREQ(file["kind"].GetString(), "rules");
        EXPECT_FALSE(file["draft"].GetBool());
    }
    EXPECT_TRUE(found);
    const auto rules = parsed(bench.ask("GET", "/packs/seeded/rules"));
    for (const auto& rule : rules["rules"].GetArray()) {
        if (std::string("probe.praise") != rule["id"].GetString()) continue;
        EXPECT_EQ(rule["line"].GetInt(), 3);
        EXPECT_EQ(rule["fires"].GetInt(), 1);
        EXPECT_EQ(praise_path, rule["file"].GetString());
    }
}

TEST_F(Routes, AMistakeIsToldAtItsPlaceAndTheFileStaysAsItWas) {
    const Answer answer = put(praise_path, replaced(testing::kPraise, "points: 2", "pionts: 2"));
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto told = parsed(answer);
    EXPECT_EQ(told["revision"].GetInt(), 1);
    bool placed = false;
    for (const auto& d : told["diagnostics"].GetArray()) {
        if (d["line"].GetInt() != 7) continue;
        placed = true;
        EXPECT_EQ(praise_path, d["file"].GetString());
        EXPECT_EQ(d["column"].GetInt(), 5);
        EXPECT_STREQ(d["severity"].GetString(), "error");
    }
    EXPECT_TRUE(placed) << answer.body;
    EXPECT_EQ(testing::get_file(bench.pack() / praise_path), testing::kPraise);
    EXPECT_EQ(bench.ask("POST", "/packs/seeded/impact", "{}").status, 422);
    const Answer save =
        bench.ask("POST", "/packs/seeded/save?path=" + praise_path,
                  "{\"revision\":1,\"base_sha256\":\"" + hash_of_disk(bench, praise_path) + "\"}");
    EXPECT_EQ(save.status, 422);
    EXPECT_EQ(testing::get_file(bench.pack() / praise_path), testing::kPraise);
}

TEST_F(Routes, SavingWritesTheDraftAndNothingElse) {
    const std::string text = replaced(testing::kPraise, "points: 2", "points: 3");
    ASSERT_EQ(put(praise_path, text).status, 200);
    const std::string base = hash_of_disk(bench, praise_path);
    const Answer save = bench.ask("POST", "/packs/seeded/save?path=" + praise_path,
                                  "{\"revision\":1,\"base_sha256\":\"" + base + "\"}");
    EXPECT_EQ(save.status, 200) << save.body;
    EXPECT_EQ(testing::get_file(bench.pack() / praise_path), text);
    const auto file = parsed(bench.ask("GET", "/packs/seeded/file?path=" + praise_path));
    EXPECT_TRUE(file["draft"].IsNull());
    EXPECT_EQ(save.json().text("sha256"), file["sha256"].GetString());
    const auto changes = parsed(bench.ask("GET", "/packs/seeded/changes?since=0"));
    EXPECT_EQ(changes["files"].Size(), 0u) << "its own save is nobody else's change";
}

TEST_F(Routes, TwoWindowsDoNotOverwriteEachOther) {
    const std::string first = replaced(testing::kPraise, "points: 2", "points: 3");
    const std::string second = replaced(testing::kPraise, "points: 2", "points: 4");
    ASSERT_EQ(put(praise_path, first, 0).status, 200);
    const Answer late = put(praise_path, second, 0);
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.json().inside("error").text("code"), "conflict");
    EXPECT_EQ(late.json().inside("draft").text("text"), first);
    EXPECT_EQ(put(praise_path, second, 1).status, 200);
    EXPECT_EQ(bench.ask("DELETE", "/packs/seeded/draft?path=" + praise_path).status, 200);
    EXPECT_TRUE(parsed(bench.ask("GET", "/packs/seeded/file?path=" + praise_path))["draft"].IsNull());
}

TEST_F(Routes, AChangeByAnotherProgramIsToldAndNotOverwritten) {
    const std::string base = hash_of_disk(bench, praise_path);
    ASSERT_EQ(put(praise_path, replaced(testing::kPraise, "points: 2", "points: 3")).status, 200);
    const std::string theirs = replaced(testing::kPraise, "Praise shows", "Theirs");
    testing::put_file(bench.pack() / praise_path, theirs);
    const auto changes = parsed(bench.ask("GET", "/packs/seeded/changes?since=0"));
    ASSERT_EQ(changes["files"].Size(), 1u);
    EXPECT_EQ(praise_path, changes["files"][0]["path"].GetString());
    const std::string since = std::to_string(changes["stamp"].GetInt());
    EXPECT_EQ(parsed(bench.ask("GET", "/packs/seeded/changes?since=" + since))["files"].Size(), 0u);
    EXPECT_TRUE(
        parsed(bench.ask("GET", "/packs/seeded/file?path=" + praise_path))["changed_on_disk"].GetBool());

    const std::string request = "{\"revision\":1,\"base_sha256\":\"" + base + "\"";
    const Answer refused = bench.ask("POST", "/packs/seeded/save?path=" + praise_path, request + "}");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.json().inside("disk").text("text"), theirs);
    EXPECT_EQ(testing::get_file(bench.pack() / praise_path), theirs);
    EXPECT_EQ(
        bench.ask("POST", "/packs/seeded/save?path=" + praise_path, request + ",\"overwrite\":true}").status,
        200);
    EXPECT_NE(testing::get_file(bench.pack() / praise_path).find("points: 3"), std::string::npos);
}

TEST_F(Routes, DraftsOutliveTheServerAndNobodyElseReadsThem) {
    const std::string text = replaced(testing::kPraise, "carers *2 praised", "carers *2 lauded");
    ASSERT_EQ(put(praise_path, text).status, 200);
    bench.end();
    EXPECT_EQ(load_pack(bench.pack()).pack->rules().size(),
              load_pack(bench.pack(), LoadOptions{}).pack->rules().size());
    bench.begin();
    const auto file = parsed(bench.ask("GET", "/packs/seeded/file?path=" + praise_path));
    ASSERT_TRUE(file["draft"].IsObject());
    EXPECT_EQ(text, file["draft"]["text"].GetString());
    EXPECT_EQ(file["draft"]["revision"].GetInt(), 1);
}

TEST_F(Routes, ReportsShowTheirTextAndFindingsByByte) {
    const std::string id = report_id("ashmoor.txt");
    const auto report = parsed(bench.ask("GET", "/packs/seeded/reports/" + id));
    const auto& finding = report["report"]["assessments"][0]["findings"][0];
    EXPECT_STREQ(finding["rule"].GetString(), "probe.praise");
    const unsigned start = finding["matches"][0]["start"].GetUint(),
                   end = finding["matches"][0]["end"].GetUint();
    bool marked = false;
    for (const auto& section : report["report"]["text_sections"].GetArray()) {
        for (const auto& paragraph : section["paragraphs"].GetArray()) {
            for (const auto& sentence : paragraph["sentences"].GetArray()) {
                const unsigned begin = sentence["start"].GetUint();
                const std::string text = sentence["text"].GetString();
                EXPECT_EQ(text.size(), sentence["end"].GetUint() - begin);
                if (start < begin || end > begin + text.size()) continue;
                marked = true;
                EXPECT_EQ(text.substr(start - begin, end - start), "Carers were often praised");
                EXPECT_STREQ(section["heading"].GetString(), "Key findings");
            }
        }
    }
    EXPECT_TRUE(marked);
    EXPECT_EQ(bench.ask("GET", "/packs/seeded/reports/ffffffffffff").status, 404);
}

TEST_F(Routes, WhyARuleFiredAndWhatNearlyDid) {
    const std::string id = report_id("ashmoor.txt");
    const auto why = parsed(bench.ask("GET", "/packs/seeded/reports/" + id + "/why?rule=probe.praise"));
    ASSERT_EQ(why["why"]["cited"].Size(), 2u);
    const std::string start = std::to_string(why["why"]["cited"][0]["start"].GetUint());
    const auto at = parsed(bench.ask("GET", "/packs/seeded/reports/" + id + "/why-at?start=" + start));
    EXPECT_STREQ(at["rules"][0]["rule"].GetString(), "probe.praise");
    EXPECT_STREQ(at["rules"][0]["state"].GetString(), "cited");
    EXPECT_EQ(bench.ask("GET", "/packs/seeded/reports/" + id + "/why?rule=no.such").status, 404);
    const Answer page = bench.ask("GET", "/packs/seeded/reports/" + id + "/page");
    EXPECT_NE(page.body.find("<!doctype html>"), std::string::npos);
    EXPECT_NE(page.header("Content-Security-Policy").find("sandbox"), std::string::npos);
}

TEST_F(Routes, TheImpactOfADraftIsWhatItGainsAndLoses) {
    ASSERT_EQ(put(praise_path, replaced(testing::kPraise, "carers *2 praised", "carers *3 answer")).status,
              200);
    const Answer answer = bench.ask("POST", "/packs/seeded/impact", "{}");
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto impact = parsed(answer);
    EXPECT_EQ(impact["documents"].GetInt(), 2);
    EXPECT_EQ(impact["assessments"].GetInt(), 2);
    ASSERT_EQ(impact["gained"].Size(), 1u);
    EXPECT_STREQ(impact["gained"][0]["quote"].GetString(), "Carers waited for an answer.");
    EXPECT_EQ(report_id("birchley.txt"), impact["gained"][0]["report"].GetString());
    EXPECT_EQ(impact["lost_total"].GetInt(), 2);
    EXPECT_EQ(impact["agreement"]["n"].GetInt(), 2);
    EXPECT_TRUE(impact["agreement"]["difference"].HasMember("qwk"));
    EXPECT_EQ(impact["moved_total"].GetInt(), 2);
    ASSERT_EQ(impact["moved"].Size(), 2u);
    const auto& farthest = impact["moved"][0];
    EXPECT_EQ(report_id("ashmoor.txt"), farthest["report"].GetString())
        << "it lost two findings, the other gained one";
    EXPECT_GT(farthest["before"].GetDouble(), farthest["after"].GetDouble());
}

TEST_F(Routes, CountingAPhraseByScore) {
    const auto count = parsed(bench.ask("POST", "/packs/seeded/count", "{\"phrase\":\"carers were\"}"));
    EXPECT_EQ(count["hits"].GetInt(), 3);
    EXPECT_EQ(count["documents"].GetInt(), 2);
    for (const auto& by : count["by_score"].GetArray()) {
        const int score = by["score"].IsInt() ? by["score"].GetInt() : 0;
        EXPECT_EQ(by["hits"].GetInt(), score == 3 ? 2 : score == 2 ? 1 : 0);
    }
    EXPECT_STREQ(count["rules"][0].GetString(), "probe.praise");
    const Answer bad = bench.ask("POST", "/packs/seeded/count", "{\"phrase\":\"[carers\"}");
    EXPECT_EQ(bad.status, 422);
    EXPECT_GE(parsed(bad)["diagnostics"].Size(), 1u);
    EXPECT_EQ(bench.ask("POST", "/packs/seeded/count", "{\"phrase\":\"\"}").status, 422);
}

TEST_F(Routes, FromSelectedWordsToARuleThatFindsThem) {
    const std::string id = report_id("birchley.txt");
    const auto report = parsed(bench.ask("GET", "/packs/seeded/reports/" + id));
    const std::string text = testing::get_file(bench.corpus() / "birchley.txt");
    const std::string words = "waited for an answer";
    const auto start = text.find(words);
    const std::string where = "\"report\":\"" + id + "\",\"start\":" + std::to_string(start) +
                              ",\"end\":" + std::to_string(start + words.size());
    const auto phrases = parsed(bench.ask("POST", "/packs/seeded/phrase-from", "{" + where + "}"));
    ASSERT_GE(phrases["suggestions"].Size(), 2u);
    EXPECT_EQ(words, phrases["suggestions"][0]["phrase"].GetString());
    EXPECT_STREQ(phrases["example"].GetString(), "Carers waited for an answer.");

    const Answer made =
        bench.ask("POST", "/packs/seeded/new-rule",
                  "{\"path\":\"rules/praise.yaml\",\"id\":\"probe.waits\",\"title\":\"People "
                  "wait\",\"level\":2,\"points\":1,"
                  "\"statements\":[\"learning\"],\"phrase\":\"waited for an answer\",\"example\":{" +
                      where + "}}");
    ASSERT_EQ(made.status, 200) << made.body;
    const std::string edited = made.json().text("text").value();
    EXPECT_EQ(edited.compare(0, std::string(testing::kPraise).size(), testing::kPraise), 0)
        << "what was there stays";
    ASSERT_EQ(put(praise_path, edited).status, 200);
    EXPECT_EQ(parsed(bench.ask("GET", "/packs/seeded/examples?path=" + praise_path))["failed"].GetInt(), 0);
    const auto impact = parsed(bench.ask("POST", "/packs/seeded/impact", "{}"));
    EXPECT_EQ(impact["gained_total"].GetInt(), 1);
    EXPECT_EQ(bench
                  .ask("POST", "/packs/seeded/new-rule",
                       "{\"path\":\"rules/praise.yaml\",\"id\":\"probe.praise\",\"phrase\":\"x\"}")
                  .status,
              422);
}

TEST_F(Routes, ALongSentenceIsAlsoOfferedByItsTellingParts) {
    const std::string words =
        "Patient visitors brought lanterns and warm blankets while gardeners mended fences along canals. ";
    bench.end();
    for (int i = 0; i < 3; ++i)
        testing::put_file(bench.corpus() / ("canal-" + std::to_string(i) + ".txt"),
                          testing::invented_report("Canal Council " + std::to_string(i), 3,
                                                   words + (i == 0 ? "Visitors came. Visitors left." : "")));
    bench.begin();
    bench.wait_for_corpus();
    const std::string id = report_id("canal-1.txt");
    const std::string text = testing::get_file(bench.corpus() / "canal-1.txt");
    const auto start = text.find(words);
    const auto found = parsed(bench.ask("POST", "/packs/seeded/phrase-from",
                                        "{\"report\":\"" + id + "\",\"start\":" + std::to_string(start) +
                                            ",\"end\":" + std::to_string(start + words.size() - 2) + "}"));
    std::vector<std::string> parts;
    for (const auto& suggestion : found["suggestions"].GetArray()) {
        if (std::string(suggestion["why"].GetString()) == "a part")
            parts.push_back(suggestion["phrase"].GetString());
    }
    ASSERT_EQ(parts.size(), 2u) << "of twelve words no phrase should be made";
    for (const std::string& part : parts) {
        EXPECT_EQ(part.find("visitor"), std::string::npos) << part << " has the commonest word";
        const auto count =
            parsed(bench.ask("POST", "/packs/seeded/count", "{\"phrase\":" + testing::quoted(part) + "}"));
        EXPECT_EQ(count["hits"].GetInt(), 3) << part;
    }
}

TEST_F(Routes, ARuleCanBeginAFileOfItsOwn) {
    const auto ask = [&](const std::string& path) {
        return bench.ask(
            "POST", "/packs/seeded/new-rule",
            "{\"path\":" + testing::quoted(path) +
                ",\"id\":\"probe.waits\",\"level\":2,\"statements\":[\"learning\"],\"phrase\":\"waited\"}");
    };
    const Answer made = ask("rules/own/waits.yaml");
    ASSERT_EQ(made.status, 200) << made.body;
    const std::string text = made.json().text("text").value();
    EXPECT_EQ(text.rfind("# A rule says", 0), 0u) << text;
    EXPECT_FALSE(fs::exists(bench.pack() / "rules" / "own")) << "nothing is written yet";
    const Answer kept =
        bench.ask("PUT", "/packs/seeded/draft?path=rules/own/waits.yaml", draft_body(text, 0, ""));
    ASSERT_EQ(kept.status, 200) << kept.body;
    EXPECT_FALSE(fs::exists(bench.pack() / "rules" / "own" / "waits.yaml")) << "a draft is no file";
    EXPECT_EQ(parsed(bench.ask("POST", "/packs/seeded/impact", "{}"))["gained_total"].GetInt(), 1);
    ASSERT_EQ(bench
                  .ask("POST", "/packs/seeded/save?path=rules/own/waits.yaml",
                       "{\"revision\":1,\"base_sha256\":\"\"}")
                  .status,
              200);
    EXPECT_EQ(testing::get_file(bench.pack() / "rules" / "own" / "waits.yaml"), text);

    for (const char* path :
         {"waits.yaml", "rules/waits.lua", "rules/.yaml", "rules/a b.yaml", "rules//waits.yaml",
          "rules/../waits.yaml", "rules/.waits.yaml", "rules/own/.yaml", "/rules/waits.yaml",
          "lists/waits.yaml", "pack.yaml", "framework.yaml", "rules/x\\y.yaml", "rules/", ""}) {
        const Answer refused = ask(path);
        EXPECT_TRUE(refused.status == 422 || refused.status == 403) << path << " gave " << refused.status;
    }
}

TEST_F(Routes, AWrongHitBecomesAnException) {
    const std::string id = report_id("ashmoor.txt");
    const std::string text = testing::get_file(bench.corpus() / "ashmoor.txt");
    const auto start = text.find("Carers were praised twice");
    const Answer made =
        bench.ask("POST", "/packs/seeded/exception",
                  "{\"rule\":\"probe.praise\",\"report\":\"" + id + "\",\"start\":" + std::to_string(start) +
                      ",\"end\":" + std::to_string(start + 10) + "}");
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.json().text("path"), praise_path);
    ASSERT_EQ(put(praise_path, made.json().text("text").value()).status, 200);
    const auto impact = parsed(bench.ask("POST", "/packs/seeded/impact", "{}"));
    EXPECT_EQ(impact["lost_total"].GetInt(), 1);
    EXPECT_STREQ(impact["lost"][0]["quote"].GetString(), "Carers were praised twice.");
    EXPECT_EQ(parsed(bench.ask("GET", "/packs/seeded/examples?path=" + praise_path))["failed"].GetInt(), 0);
}

TEST_F(Routes, ANewRuleTellsWhetherItsExampleHolds) {
    const auto failures = [&](const std::string& words) {
        const Answer made = bench.ask("POST", "/packs/seeded/new-rule",
                                      "{\"path\":\"" + praise_path +
                                          "\",\"id\":\"probe.parks\",\"phrase\":\"parks were "
                                          "closed\",\"statements\":[\"learning\"],\"example_text\":\"" +
                                          words + "\"}");
        EXPECT_EQ(made.status, 200) << made.body;
        EXPECT_NE(made.json().text("text").value_or("").find(words), std::string::npos);
        return parsed(made)["failures"].Size();
    };
    EXPECT_EQ(failures("Parks were closed early."), 0u);
    EXPECT_EQ(failures("Parks were painted."), 1u);
}

TEST_F(Routes, AnExceptionIsTriedBeforeItIsKept) {
    const std::string words = "Carers were praised early and later carers were warmly praised.";
    const std::string report = testing::invented_report("Cold Ashby Council", 3, words + " Parks were open.");
    const Answer scored = bench.ask("POST", "/packs/seeded/score", report, "application/octet-stream",
                                    "X-File-Name: ashby.txt\r\n");
    ASSERT_EQ(scored.status, 200) << scored.body;
    const std::string id = parsed(scored)["report"]["id"].GetString();
    const auto start = report.find(words);
    const auto ask = [&](const std::string& more) {
        return bench.ask("POST", "/packs/seeded/exception",
                         "{\"rule\":\"probe.praise\",\"report\":\"" + id +
                             "\",\"start\":" + std::to_string(start) +
                             ",\"end\":" + std::to_string(start + words.size()) + more + "}");
    };
    const Answer suggested = ask("");
    ASSERT_EQ(suggested.status, 200) << suggested.body;
    const auto both = parsed(suggested);
    EXPECT_EQ(both["phrases"].Size(), 2u) << "one for each match: " << suggested.body;
    EXPECT_TRUE(both["judged"].GetBool());
    EXPECT_EQ(both["still"].Size(), 0u) << suggested.body;
    EXPECT_EQ(both["failures"].Size(), 0u) << suggested.body;

    const Answer half = ask(",\"phrase\":\"carers were praised early\"");
    const auto one = parsed(half);
    ASSERT_EQ(one["still"].Size(), 1u) << half.body;
    EXPECT_STREQ(one["still"][0].GetString(), "carers were warmly praised");
    ASSERT_EQ(one["failures"].Size(), 1u) << "the example that it would write";
    EXPECT_STREQ(one["failures"][0]["text"].GetString(), words.c_str());

    const Answer lines = ask(",\"phrase\":\"carers were praised early\\nwarmly praised\"");
    EXPECT_EQ(parsed(lines)["still"].Size(), 0u) << lines.body;

    const auto wide = parsed(ask(",\"phrase\":\"carers *2 praised\""));
    ASSERT_EQ(wide["failures"].Size(), 1u) << "the rule's own example no longer matches";
    EXPECT_STREQ(wide["failures"][0]["kind"].GetString(), "match");

    const std::string own = "Carers were praised early while other carers were warmly praised.";
    const auto mine = parsed(ask(",\"example\":\"" + own + "\""));
    EXPECT_STREQ(mine["example"].GetString(), own.c_str());
    EXPECT_EQ(std::string(mine["text"].GetString()).find(words), std::string::npos);
}

TEST_F(Routes, ADroppedFileIsScoredAndForgotten) {
    const std::string text = testing::invented_report("Cold Ashby Council", 4, "Carers were warmly praised.");
    const Answer scored = bench.ask("POST", "/packs/seeded/score", text, "application/octet-stream",
                                    "X-File-Name: ..%2Fcold%20ashby.txt\r\n");
    ASSERT_EQ(scored.status, 200) << scored.body;
    const std::string id = parsed(scored)["report"]["id"].GetString();
    EXPECT_NE(bench.ask("GET", "/packs/seeded/reports").body.find("\"cold ashby.txt\""), std::string::npos);
    EXPECT_EQ(bench.ask("GET", "/packs/seeded/reports/" + id).status, 200);
    EXPECT_EQ(bench.ask("DELETE", "/packs/seeded/reports/" + id).status, 200);
    EXPECT_EQ(bench.ask("GET", "/packs/seeded/reports/" + id).status, 404);
    EXPECT_EQ(bench.ask("POST", "/packs/seeded/score", std::string("\0\1\2\3", 4), "application/octet-stream")
                  .status,
              422);
}

TEST_F(Routes, CalibrationRunsAsAJobThatCanBeWatched) {
    const Answer started = bench.ask("POST", "/packs/seeded/calibrate", "{\"draws\":100}");
    ASSERT_EQ(started.status, 202) << started.body;
    const std::string job = "/jobs/" + started.json().text("job").value();
    std::string state = "running";
    for (int i = 0; i < 600 && state == "running"; ++i) {
        state = bench.ask("GET", job).json().text("state").value_or("");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(state, "done");
    const auto first = parsed(bench.ask("GET", "/packs/seeded/calibration"));
    ASSERT_TRUE(first["calibration"].IsObject());
    EXPECT_STREQ(first["from"].GetString(), "job");
    EXPECT_TRUE(first["current"].GetBool());
    EXPECT_FALSE(fs::exists(bench.pack() / "model.yaml")) << "it was not asked to write";
    EXPECT_EQ(bench.ask("DELETE", job).status, 200);
    EXPECT_EQ(bench.ask("GET", "/jobs/999").status, 404);
    const auto sentences = parsed(bench.ask("GET", "/packs/seeded/calibration/rule?id=probe.praise"));
    EXPECT_EQ(sentences["sentences"].Size(), 2u);
    EXPECT_EQ(parsed(bench.ask("GET", "/packs/seeded/history"))["runs"].Size(), 0u);
}

TEST_F(Routes, TheLastCalibrationOutlivesTheServer) {
    EXPECT_TRUE(parsed(bench.ask("GET", "/packs/seeded/calibration"))["calibration"].IsNull());
    const Answer started = bench.ask("POST", "/packs/seeded/calibrate", "{\"draws\":100}");
    const std::string job = "/jobs/" + started.json().text("job").value();
    for (int i = 0; i < 600 && bench.ask("GET", job).json().text("state") == "running"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto before = parsed(bench.ask("GET", "/packs/seeded/calibration"));
    bench.end();
    bench.begin();
    auto after = parsed(bench.ask("GET", "/packs/seeded/calibration"));
    ASSERT_TRUE(after["calibration"].IsObject());
    EXPECT_STREQ(after["from"].GetString(), "kept");
    EXPECT_TRUE(after["calibration"] == before["calibration"]);
    EXPECT_TRUE(after["current"].GetBool());

    const std::string base = hash_of_disk(bench, praise_path);
    ASSERT_EQ(put(praise_path, std::string(testing::kPraise) + "# a note\n").status, 200);
    ASSERT_EQ(bench
                  .ask("POST", "/packs/seeded/save?path=" + praise_path,
                       "{\"revision\":1,\"base_sha256\":\"" + base + "\"}")
                  .status,
              200);
    EXPECT_FALSE(parsed(bench.ask("GET", "/packs/seeded/calibration"))["current"].GetBool());

    // Half a report, or that of another pack, is none.
    for (const auto& file : fs::directory_iterator(bench.root() / "cache" / "assay"))
        testing::put_file(file.path(), "{\"pack\": \"seed");
    EXPECT_TRUE(parsed(bench.ask("GET", "/packs/seeded/calibration"))["calibration"].IsNull());
}

TEST_F(Routes, HelpForTheEditor) {
    const auto completion = parsed(bench.ask("GET", "/packs/seeded/completion"));
    EXPECT_EQ(completion["statements"].Size(), 3u);
    EXPECT_GE(completion["lists"].Size(), 1u);
    const auto formatted = parsed(bench.ask("POST", "/packs/seeded/format", "{\"text\":\"a:   1  \\n\"}"));
    EXPECT_STREQ(formatted["text"].GetString(), "a: 1\n");
    EXPECT_TRUE(formatted["changed"].GetBool());
    EXPECT_EQ(bench.ask("GET", "/schema/rules").status, 200);
    EXPECT_EQ(bench.ask("GET", "/schema/nothing").status, 404);
    EXPECT_FALSE(parsed(bench.ask("GET", "/packs/seeded/git-diff"))["git"].GetBool());
    EXPECT_EQ(parsed(bench.ask("GET", "/packs/seeded/diagnostics"))["diagnostics"].IsArray(), true);
}

TEST(RoutesWithoutCorpus, SayThatThereIsNone) {
    TestBench bench;
    bench.settings.corpus.clear();
    bench.begin();
    EXPECT_STREQ(parsed(bench.ask("GET", "/state"))["corpus"]["state"].GetString(), "none");
    const Answer impact = bench.ask("POST", "/packs/seeded/impact", "{}");
    EXPECT_EQ(impact.status, 409);
    EXPECT_EQ(impact.json().inside("error").text("code"), "no_corpus");
}

TEST(RoutesOfABrokenPack, LetItBeMended) {
    TestBench bench;
    testing::put_file(bench.pack() / "rules" / "praise.yaml", "rules: [\n");
    bench.begin();
    EXPECT_GE(parsed(bench.ask("GET", "/packs/seeded/diagnostics"))["diagnostics"].Size(), 1u);
    const std::string base = hash_of_disk(bench, "rules/praise.yaml");
    const auto told = parsed(bench.ask("PUT", "/packs/seeded/draft?path=rules/praise.yaml",
                                       draft_body(testing::kPraise, 0, base)));
    for (const auto& d : told["diagnostics"].GetArray()) EXPECT_STRNE(d["severity"].GetString(), "error");
    EXPECT_EQ(bench
                  .ask("POST", "/packs/seeded/save?path=rules/praise.yaml",
                       "{\"revision\":1,\"base_sha256\":\"" + base + "\"}")
                  .status,
              200);
}

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
    const auto text = serve::embedded_document("openapi.json");
    ASSERT_TRUE(text);
    rapidjson::Document description;
    description.Parse(text->data(), text->size());
    ASSERT_FALSE(description.HasParseError());
    std::set<std::string> described, there;
    // Constant: clang finds comparing the other kind of iterator ambiguous in C++20.
    const rapidjson::Value& paths = description["paths"];
    for (const auto& path : paths.GetObject()) {
        for (const auto& method : path.value.GetObject()) {
            std::string name = method.name.GetString();
            for (char& c : name) c = static_cast<char>(std::toupper(c));
            described.insert(name + " " + path.name.GetString());
        }
    }
    for (const serve::Route& route : serve::routes())
        there.insert(std::string(route.method) + " " + route.pattern);
    EXPECT_EQ(described, there);
}

}  // namespace
}  // namespace assay
