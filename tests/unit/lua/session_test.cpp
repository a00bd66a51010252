#include "lua/session.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "fake_view.h"
#include "lua/read_script.h"

namespace assay::lua {
namespace {

using testing::FakeView;

constexpr const char* kReport = R"(
    Staff used complaints to improve the duty service in Aldermoor.
    Complaints were not used to improve practice.
    There were plans to use complaints in the new strategy.

    == partnerships
    Some partners used complaints and leaders shared complaints.
    In the last year 82% of visits were in time, and 12 were late.
)";

// Runs `evaluate` with this body over the report; group 0 is "complaints", 1 is "improve", 2 is "* of
// visits".
ScriptRun run(const std::string& body, const Limits& limits = {}, const std::string& top = "") {
    const std::string source =
        "local complaints, improve, visits = phrase 'complaints', phrase 'improve', phrase '{percent} of "
        "visits'\n" +
        top +
        "\nreturn rule { id = 'a', title = 'A', level = 3, points = 1, evaluate = function(doc, out)\n" +
        body + "\nend }";
    Diagnostics diagnostics;
    const auto specs = read_script("lua/a.lua", source, diagnostics);
    for (const Diagnostic& d : diagnostics) ADD_FAILURE() << d.message;
    if (specs.size() != 1) return {};
    LuaSession session(limits);
    return session.run("a", *specs[0].script,
                       FakeView(kReport, {{"complaints"}, {"improve"}, {"* of visits"}}));
}

// What the body logs, lines joined by " | ", or its failure.
std::string log_of(const std::string& body) {
    const ScriptRun result = run(body);
    if (result.failure)
        return fmt::format("{}:{}: {}", result.failure->file, result.failure->line, result.failure->message);
    return fmt::format("{}", fmt::join(result.log, " | "));
}

TEST(Document, CountsAndIterates) {
    EXPECT_EQ(log_of("out:log(doc:count(), doc:count('partnerships'), doc:count(complaints), doc.statement)"),
              "5 2 4 learning");
    EXPECT_EQ(log_of("for s in doc:sentences() do out:log(s.number, s.section, s.paragraph, s.words) end"),
              "1 key-findings 1 10 | 2 key-findings 1 7 | 3 key-findings 1 10 | 4 partnerships 2 8 | 5 "
              "partnerships 2 14");
    EXPECT_EQ(log_of("for s in doc:sentences('partnerships') do out:log(s) end"), "sentence 4 | sentence 5");
    EXPECT_EQ(log_of("for s in doc:sentences('nowhere') do out:log(s) end"), "");
    EXPECT_EQ(log_of("out:log(table.concat(doc:sections(), ' '))"), "key-findings partnerships");
    EXPECT_EQ(log_of("out:log(doc:sentence(2):text(), doc:sentence(0), doc:sentence(6))"),
              "Complaints were not used to improve practice. nil nil");
}

TEST(Document, FindsInEverySentence) {
    EXPECT_EQ(log_of("for _, h in ipairs(doc:find(complaints)) do out:log(h.sentence.number, h.from, h.to, "
                     "h.text) end"),
              "1 3 3 complaints | 2 1 1 complaints | 3 6 6 complaints | 4 4 4 complaints | 4 8 8 complaints");
}

TEST(Sentence, FindsAPhrase) {
    EXPECT_EQ(log_of("local s = doc:sentence(1) out:log(s:find(improve).text, s:find(visits), "
                     "#s:find_all(complaints))"),
              "improve nil 1");
    EXPECT_EQ(
        log_of("out:log(#doc:sentence(4):find_all(complaints), type(doc:sentence(4):find(complaints)))"),
        "2 hit");
}

TEST(Sentence, NearCountsTheWordsInBetween) {
    EXPECT_EQ(log_of("local s = doc:sentence(1) local h = s:find(complaints)\n"
                     "out:log(s:near(h, improve, 0), s:near(h, improve, 1).text, s:near(h, complaints, 9))"),
              "nil improve nil");
    EXPECT_EQ(
        log_of(
            "local s = doc:sentence(4) local h = s:find(complaints) out:log(s:near(h, complaints, 3).from)"),
        "8");
}

TEST(Sentence, ContextSaysWhatBearsOnAHit) {
    EXPECT_EQ(log_of("for i = 1, 4 do local s = doc:sentence(i) local h = s:find_all(complaints)\n"
                     "local c = s:context(h[#h])\n"
                     "out:log(c.negated, c.intended, c.partial, c.quantifier, c.remedied, c.contrasted, "
                     "c.speaker, c.factor) end"),
              "false false false nil false false nil 1 | false false false nil false false nil 1 | "
              "false true false nil false false nil 0.4 | false false false some false false leaders 0.6");
    EXPECT_EQ(log_of("local s = doc:sentence(2) local c = s:context(s:find(improve))\n"
                     "out:log(c.negated, c.dropped, c.flipped, #c.cues, c.cues[1].kind, c.cues[1].cue, "
                     "c.cues[1].factor)"),
              "true true false 1 negation not 0");
    EXPECT_EQ(log_of("out:log(doc:sentence(4):context().factor)"), "1");  // of the whole sentence
}

TEST(Sentence, MetricsAndCaptures) {
    EXPECT_EQ(
        log_of("local s = doc:sentence(5) local m = s:metric('percent')\n"
               "out:log(m.kind, m.value, m.unit, m.from, m.to, #s:metrics(), s:metric('money'), m.sentence)"),
        "percent 82 % 5 5 2 nil sentence 5");
    EXPECT_EQ(log_of("out:log(doc:sentence(5):find(visits):value())"), "82 %");
    EXPECT_EQ(log_of("out:log(doc:sentence(5):find(visits):value('benchmark'))"), "nil");
}

TEST(Handles, AreEqualWhenTheyStandForTheSame) {
    EXPECT_EQ(
        log_of("local seen = {} for _, h in ipairs(doc:find(complaints)) do seen[h.sentence] = true end\n"
               "local n = 0 for s in pairs(seen) do n = n + 1 out:log(s) end out:log(n)\n"
               "out:log(doc:sentence(1) == doc:sentence(1), doc:sentence(1):find(improve) == "
               "doc:sentence(1):find(improve))"),
        "sentence 1 | sentence 2 | sentence 3 | sentence 4 | 4 | true true");
}

TEST(Handles, SayWhatTheyDoNotHave) {
    EXPECT_EQ(log_of("out:log(doc:sentence(1).sectoin)"),
              "lua/a.lua:4: a sentence has no `sectoin`; did you mean `section`?");
    EXPECT_EQ(log_of("local s = doc:sentence(1)\nout:log(s:context().negatd)"),
              "lua/a.lua:5: a context has no `negatd`; did you mean `negated`?");
    EXPECT_EQ(log_of("doc:sentence(1).number = 3"), "lua/a.lua:4: a sentence cannot be changed");
    EXPECT_EQ(log_of("local s = doc:sentence(1) s.find(complaints)"),
              "lua/a.lua:4: `find` is asked of a sentence; write it with a colon: x:find(...)");
    EXPECT_EQ(log_of("doc:sentence(1):find('complaints')"),
              "lua/a.lua:4: `find` takes a phrase here, not a string; declare it at the top of the file: "
              "local x = phrase [[...]]");
    EXPECT_EQ(log_of("local h = doc:sentence(1):find(improve) doc:sentence(2):context(h)"),
              "lua/a.lua:4: `context` was given a hit of another sentence");
    EXPECT_EQ(log_of("doc:sentence(5):metric('percentage')"),
              "lua/a.lua:4: there are no metrics of kind `percentage`; kinds are percent, count, ratio, "
              "duration, rate, money");
    EXPECT_EQ(log_of("phrase 'late'"),
              "lua/a.lua:4: phrases are declared at the top of the file, outside `evaluate`");
    EXPECT_EQ(log_of("rule {}"),
              "lua/a.lua:4: rules are declared at the top of the file, outside `evaluate`");
}

TEST(Output, NeedsAreKeptWithTheirLines) {
    const ScriptRun result =
        run("out:need('share', 0.25, '>=', 0.5)\nout:log(out:need('total', 3, '>', 2), out:met())");
    ASSERT_EQ(result.needs.size(), 2u);
    EXPECT_EQ(result.needs[0].name, "share");
    EXPECT_DOUBLE_EQ(result.needs[0].actual, 0.25);
    EXPECT_EQ(result.needs[0].op, ">=");
    EXPECT_DOUBLE_EQ(result.needs[0].wanted, 0.5);
    EXPECT_FALSE(result.needs[0].met);
    EXPECT_EQ(result.needs[0].line, 4u);
    EXPECT_TRUE(result.needs[1].met);
    EXPECT_EQ(result.log.at(0), "true false");
}

TEST(Output, AVoteCitesEachSentenceOnce) {
    const ScriptRun result =
        run("local cite = {} for _, h in ipairs(doc:find(complaints)) do table.insert(cite, 1, h) end\n"
            "cite[#cite + 1] = doc:sentence(5)\n"
            "out:vote { cite = cite, strength = 0.5 } out:vote { cite = doc:sentence(2) }");
    ASSERT_FALSE(result.failure) << result.failure->message;
    ASSERT_EQ(result.votes.size(), 2u);
    ASSERT_EQ(result.votes[0].cite.size(), 5u);
    EXPECT_DOUBLE_EQ(result.votes[0].strength, 0.5);
    EXPECT_EQ(result.votes[0].cite[3].sentence, 3u);
    ASSERT_EQ(result.votes[0].cite[3].words.size(), 2u);
    EXPECT_EQ(result.votes[0].cite[3].words[0], (Span{3, 4}));
    EXPECT_TRUE(result.votes[0].cite[4].words.empty());
    EXPECT_DOUBLE_EQ(result.votes[1].strength, 1);
    EXPECT_EQ(result.votes[1].cite[0].sentence, 1u);
}

TEST(Output, RefusesWhatItCannotUse) {
    EXPECT_EQ(log_of("out:vote { cite = {} }"),
              "lua/a.lua:4: `cite` is empty: a vote must name the sentences it rests on");
    EXPECT_EQ(log_of("out:vote { cite = doc:sentence(1), strenght = 1 }"),
              "lua/a.lua:4: out:vote takes `cite` and `strength`, not `strenght`");
    EXPECT_EQ(log_of("out:vote { cite = doc:sentence(1), strength = 1.5 }"),
              "lua/a.lua:4: `strength` must be a number from 0 to 1; it is 1.5");
    EXPECT_EQ(log_of("out:vote { cite = doc:sentence(1), strength = 0/0 }").substr(0, 50),
              "lua/a.lua:4: `strength` must be a number from 0 to");
    EXPECT_EQ(log_of("out:vote { cite = { 1 } }"),
              "lua/a.lua:4: item 1 of `cite` is a number; cite sentences, hits or metrics");
    EXPECT_EQ(log_of("out:need('x', nil, '>', 1)"),
              "lua/a.lua:4: out:need takes a number as what was found, not a nil");
    EXPECT_EQ(log_of("out:need('x', 1, '=>', 1)"),
              "lua/a.lua:4: out:need compares with >= > <= < == ~=, not `=>`");
}

TEST(Output, AVoteOfNoStrengthIsNone) {
    EXPECT_TRUE(run("out:vote { cite = doc:sentence(1), strength = 0 }").votes.empty());
}

TEST(Output, ALogHasAnEnd) {
    const ScriptRun result = run("for i = 1, 500 do out:log(('x'):rep(5000)) end");
    EXPECT_EQ(result.log.size(), 200u);
    EXPECT_EQ(result.log[0].size(), 1000u);
}

TEST(LuaSession, AFailureKeepsNeedsAndLosesVotes) {
    const ScriptRun result =
        run("out:need('a', 1, '>', 0) out:vote { cite = doc:sentence(1) }\nerror('gone wrong')");
    ASSERT_TRUE(result.failure);
    EXPECT_EQ(result.failure->rule, "a");
    EXPECT_EQ(result.failure->file, "lua/a.lua");
    EXPECT_EQ(result.failure->line, 5u);
    EXPECT_EQ(result.failure->message, "gone wrong");
    EXPECT_EQ(result.needs.size(), 1u);
    EXPECT_TRUE(result.votes.empty());
}

TEST(LuaSession, NothingIsCarriedFromOneDocumentToTheNext) {
    const std::string source =
        "local p = phrase 'x' local runs, kept = 0, nil\n"
        "local function stale() return kept and kept.number end\n"
        "return rule { id = 'a', title = 'A', level = 3, points = 1, evaluate = function(doc, out)\n"
        "  runs = runs + 1 out:log(runs, stale()) kept = doc:sentence(1) out:log(stale()) end }";
    Diagnostics diagnostics;
    const auto specs = read_script("a.lua", source, diagnostics);
    ASSERT_EQ(specs.size(), 1u);
    LuaSession session;
    for (int i = 0; i < 5; ++i) {
        const ScriptRun result = session.run("a", *specs[0].script, FakeView(kReport, {{"x"}}));
        ASSERT_FALSE(result.failure);
        EXPECT_EQ(result.log, (std::vector<std::string>{"1 nil", "1"}));
    }
}

TEST(LuaSession, AScriptThatRunsAwayLeavesTheOthersAndItselfUnharmed) {
    Diagnostics diagnostics;
    const auto bad = read_script("bad.lua",
                                 "return rule { id = 'bad', title = 'B', level = 1, points = 1,\n"
                                 "evaluate = function(doc, out)\n if doc:count() > 3 then while true do end "
                                 "end out:log('short') end }",
                                 diagnostics);
    const auto good = read_script("good.lua",
                                  "return rule { id = 'good', title = 'G', level = 1, points = 1,\n"
                                  "evaluate = function(doc, out) out:log(doc:count()) end }",
                                  diagnostics);
    ASSERT_TRUE(diagnostics.empty());
    LuaSession session;
    const FakeView long_view(kReport, {}), short_view("One sentence.", {});
    for (int i = 0; i < 3; ++i) {
        const ScriptRun away = session.run("bad", *bad[0].script, long_view);
        ASSERT_TRUE(away.failure);
        EXPECT_EQ(away.failure->line, 3u);
        EXPECT_NE(away.failure->message.find("ran for over"), std::string::npos);
        EXPECT_EQ(session.run("good", *good[0].script, long_view).log.at(0), "5");
        EXPECT_EQ(session.run("bad", *bad[0].script, short_view).log.at(0), "short");
    }
}

TEST(LuaSession, RunsTheRuleOfItsIndex) {
    const std::string source =
        "local function make(n) return rule { id = 'r' .. n, title = 'R', level = n, points = 1,\n"
        "evaluate = function(doc, out) out:log('rule ' .. n) end } end\nfor n = 1, 3 do make(n) end";
    Diagnostics diagnostics;
    const auto specs = read_script("a.lua", source, diagnostics);
    ASSERT_EQ(specs.size(), 3u);
    LuaSession session;
    const FakeView view(kReport, {});
    for (std::size_t i : {2u, 0u, 1u}) {
        EXPECT_EQ(session.run(specs[i].id.value, *specs[i].script, view).log.at(0),
                  fmt::format("rule {}", i + 1));
    }
}

TEST(LuaSession, CountsInstructionsAlikeInEveryRun) {
    Diagnostics diagnostics;
    const auto specs = read_script(
        "a.lua",
        "local p = phrase 'complaints'\n"
        "return rule { id = 'a', title = 'A', level = 1, points = 1, evaluate = function(doc, out)\n"
        "local n, all = 0, 'k' for s in doc:sentences() do\n"
        "if s:find(p) then n = n + 1 all = all .. n end end\n"
        "out:log(n, all, ('y'):rep(5000) .. n) end }",
        diagnostics);
    ASSERT_EQ(specs.size(), 1u);
    const FakeView view(kReport, {{"complaints"}});
    LuaSession one, two;
    const auto first = one.run("a", *specs[0].script, view);
    EXPECT_GT(first.instructions, 50u);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(one.run("a", *specs[0].script, view).instructions, first.instructions);
    EXPECT_EQ(two.run("a", *specs[0].script, view).instructions, first.instructions);
}

TEST(LuaSession, AsksTheDocumentOnceForTheSamePhrase) {
    Diagnostics diagnostics;
    const auto specs = read_script(
        "a.lua",
        "local p = phrase 'complaints'\n"
        "return rule { id = 'a', title = 'A', level = 1, points = 1, evaluate = function(doc, out)\n"
        "for i = 1, 10 do out:log(doc:count(p)) end end }",
        diagnostics);
    const FakeView view(kReport, {{"complaints"}});
    LuaSession session;
    EXPECT_EQ(session.run("a", *specs.at(0).script, view).log.at(9), "4");
    EXPECT_EQ(view.searches, 5);
}

TEST(LuaSession, HitsHaveTheirLimitToo) {
    Limits limits;
    limits.instructions = 200'000;
    const ScriptRun result = run("local s = doc:sentence(1) while true do local c = s:context() end", limits);
    ASSERT_TRUE(result.failure);
    EXPECT_NE(result.failure->message.find("steps"), std::string::npos);
}

TEST(LuaSession, AFileThatCannotBeReadFailsEachRunInWords) {
    rules::ScriptSpec script;
    script.file = "broken.lua";
    script.source = "return rule {";
    LuaSession session;
    for (int i = 0; i < 2; ++i) {
        const ScriptRun result = session.run("broken", script, FakeView(kReport, {}));
        ASSERT_TRUE(result.failure);
        EXPECT_EQ(result.failure->file, "broken.lua");
        EXPECT_NE(result.failure->message.find("end of the file"), std::string::npos)
            << result.failure->message;
    }
}

}  // namespace
}  // namespace assay::lua
