#include "lua/read_script.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace assay::lua {
namespace {

constexpr const char* kWhole = R"lua(-- Feedback that leads somewhere.
local feedback = phrase [[
  ~complaint
  # a comment
  views of [people|carers]
]]
local late = phrase "not yet"

return rule {
  id = "learning.feedback", title = "Feedback changes practice",
  statement = { "learning", "governance" },
  level = 3, points = 1.5, group = "feedback", status = "draft",
  about = { author = "policy team", since = 2026, rationale = "Acted on", source = "descriptor 3" },
  where = { section = "key-findings", speaker = { default = 1, leaders = 0.7 } },
  context = { negation = "flip", intention = 0.3 },
  limit = { per_document = 4 },
  trigger = feedback,
  evaluate = function(doc, out) end,
  examples = {
    match = { "Complaints led to a new leaflet.", [[Views of carers changed the form.]] },
    no_match = { { text = "Complaints did not lead to anything.", blocked_by = "negation" } },
    todo = "Lessons were learned.",
  },
}
)lua";

TEST(ReadScript, TakesEveryKey) {
    Diagnostics diagnostics;
    const auto specs = read_script("lua/feedback.lua", kWhole, diagnostics);
    ASSERT_EQ(diagnostics.size(), 0u) << diagnostics[0].message;
    ASSERT_EQ(specs.size(), 1u);
    const rules::RuleSpec& spec = specs[0];
    EXPECT_EQ(spec.id.value, "learning.feedback");
    EXPECT_EQ(spec.id.place.line, 10u);
    EXPECT_EQ(spec.id.place.column, 9u);
    EXPECT_EQ(spec.title.value, "Feedback changes practice");
    ASSERT_EQ(spec.statements.size(), 2u);
    EXPECT_EQ(spec.statements[1].value, "governance");
    EXPECT_EQ(spec.statements[1].place.column, 30u);
    EXPECT_EQ(spec.level, 3);
    EXPECT_EQ(spec.level_place.line, 12u);
    EXPECT_DOUBLE_EQ(spec.points, 1.5);
    EXPECT_EQ(spec.group.value, "feedback");
    EXPECT_EQ(spec.status, RuleStatus::draft);
    EXPECT_EQ(spec.about.at("since"), "2026");
    EXPECT_EQ(spec.where.sections[0].value, "key-findings");
    EXPECT_DOUBLE_EQ(spec.where.speakers.at("leaders"), 0.7);
    EXPECT_EQ(spec.context.at("negation").kind, rules::CueAction::Kind::flip);
    EXPECT_DOUBLE_EQ(spec.context.at("intention").factor, 0.3);
    EXPECT_EQ(spec.limit_per_document, 4);
    ASSERT_EQ(spec.examples.match.size(), 2u);
    EXPECT_EQ(spec.examples.match[1].text.place.line, 20u);
    EXPECT_EQ(spec.examples.no_match[0].blocked_by, "negation");
    EXPECT_EQ(spec.examples.todo[0].text.value, "Lessons were learned.");
}

TEST(ReadScript, PhrasesKnowTheirLines) {
    Diagnostics diagnostics;
    const auto specs = read_script("lua/feedback.lua", kWhole, diagnostics);
    ASSERT_EQ(specs.size(), 1u);
    const rules::ScriptSpec& script = *specs[0].script;
    EXPECT_EQ(script.source, kWhole);
    ASSERT_EQ(script.phrases.size(), 2u);
    ASSERT_EQ(script.phrases[0].size(), 2u);
    EXPECT_EQ(script.phrases[0][1].value, "views of [people|carers]");
    EXPECT_EQ(script.phrases[0][1].place.line, 5u);
    EXPECT_EQ(script.phrases[0][1].place.column, 3u);
    EXPECT_EQ(script.phrases[0][1].place.length, 24u);
    EXPECT_EQ(script.phrases[1][0].place.line, 7u);
    EXPECT_EQ(script.phrases[1][0].place.column, 22u);
    ASSERT_EQ(script.trigger.size(), 2u);
    EXPECT_EQ(script.trigger[0].value, "~complaint");
}

TEST(ReadScript, SeveralRulesInAFileCountFromZero) {
    Diagnostics diagnostics;
    const auto specs = read_script("a.lua", R"lua(
        local p = phrase { "one", "two three" }
        local function of_level(n)
          return rule { id = "rule-" .. n, title = "T", level = n, points = 1, evaluate = function() end }
        end
        return { of_level(1), of_level(2), of_level(4) })lua",
                                   diagnostics);
    ASSERT_EQ(diagnostics.size(), 0u) << diagnostics[0].message;
    ASSERT_EQ(specs.size(), 3u);
    EXPECT_EQ(specs[2].id.value, "rule-4");
    EXPECT_EQ(specs[2].script->index, 2u);
    EXPECT_EQ(specs[2].id.place.line, 4u);
    EXPECT_EQ(specs[0].script->phrases[0].size(), 2u);
}

// A script with one mistake, and the diagnostic: code, line, column, part of the message, part of the
// suggestion.
struct Mistake {
    const char* source;
    const char* code;
    std::uint32_t line, column;
    const char* message;
    const char* suggestion;
};

class MistakeTest : public ::testing::TestWithParam<Mistake> {};

TEST_P(MistakeTest, IsToldWithItsPlace) {
    const Mistake& mistake = GetParam();
    Diagnostics diagnostics;
    const auto specs = read_script("a.lua", mistake.source, diagnostics);
    EXPECT_TRUE(specs.empty());
    ASSERT_EQ(diagnostics.size(), 1u)
        << mistake.source << (diagnostics.size() > 1 ? diagnostics[1].message : std::string());
    const Diagnostic& d = diagnostics[0];
    const std::string told =
        fmt::format("{} at {}:{}: {} [{}]", d.code, d.place.line, d.place.column, d.message, d.suggestion);
    EXPECT_EQ(d.code, mistake.code) << told;
    EXPECT_EQ(d.place.line, mistake.line) << told;
    EXPECT_EQ(d.place.column, mistake.column) << told;
    EXPECT_NE(d.message.find(mistake.message), std::string::npos) << told;
    EXPECT_NE(d.suggestion.find(mistake.suggestion), std::string::npos) << told;
    EXPECT_EQ(d.place.file, "a.lua");
}

#define SOUND "id = 'a', title = 'A', level = 3, points = 1"
#define RUN "evaluate = function(doc, out) end"

const Mistake kMistakes[] = {
    {"return rule { " SOUND ",\n  " RUN " }\nend", "L001", 3, 1, "near 'end'", ""},
    {"return rule {\n  id = 'a'\n  title = 'A' }", "L001", 3, 3, "'}' expected", ""},
    {"return rule { id = 'a", "L001", 1, 20, "Unfinished string", ""},
    {"-- nothing", "L002", 1, 0, "declares no rule", "return rule"},
    {"\nerror('no')", "L002", 2, 0, "No.", ""},
    {"local t\n local x = t.y", "L002", 2, 0, "`t` is nothing (nil) here", ""},
    {"while true do end", "L002", 1, 0, "ran for over", ""},
    {"rule { " SOUND ",\n evaluate = function(doc, out)\n  os.execute('ls')\n end }", "L003", 3, 3,
     "`os` is not known", "nothing else"},
    {"rule { " SOUND ",\n evaluate = function(doc, out)\n  local length = 1\n  out:log(lenght)\n end }",
     "L003", 4, 11, "`lenght`", "`length`"},
    {"rul { " SOUND ", " RUN " }", "L003", 1, 1, "`rul`", "`rule`"},
    {"rule { " SOUND ",\n evaluate = function(doc, out) total = 1 end }", "L003", 2, 32, "`total`",
     "local total"},
    {"rule { " SOUND ",\n  ponts = 2, " RUN " }", "L004", 2, 3, "no `ponts`", "`points`"},
    {"rule { " SOUND ", " RUN ",\n about = { athor = 'x' } }", "L004", 2, 12, "no `athor`", "`author`"},
    {"rule { " SOUND ", " RUN ",\n match = 'x' }", "L004", 2, 10, "no `match`", "phrase"},
    {"rule { " SOUND ", " RUN ",\n 'stray' }", "L004", 2, 2, "keys only", ""},
    {"rule { id = 'a', title = 'A', level = 5, points = 1, " RUN " }", "L005", 1, 39, "between 1 and 4", ""},
    {"rule { id = 'a', title = 'A', level = '3', points = 1, " RUN " }", "L005", 1, 39,
     "a number, not a text", ""},
    {"rule { id = 'a', title = 'A', level = 2.5, points = 1, " RUN " }", "L005", 1, 39, "whole number", ""},
    {"rule { id = 'a', title = 'A', level = 3, points = 0, " RUN " }", "L005", 1, 51, "more than 0", "off"},
    {"rule { id = 'a', title = 'A', level = 3, points = -2, " RUN " }", "L005", 1, 51, "between 0", ""},
    {"rule { id = 'An Id', title = 'A', level = 3, points = 1, " RUN " }", "L005", 1, 13, "no id", ""},
    {"rule { id = 'a', title = '', level = 3, points = 1, " RUN " }", "L005", 1, 26, "empty", ""},
    {"rule { " SOUND ", evaluate = 'x' }", "L005", 1, 65, "function", "function(doc, out)"},
    {"rule { " SOUND ", " RUN ",\n status = 'draught' }", "L005", 2, 11, "active, draft, off", ""},
    {"rule { " SOUND ", " RUN ",\n status = 'drft' }", "L005", 2, 11, "active, draft, off", "`draft`"},
    {"rule { " SOUND ", " RUN ",\n context = { negation = 'dorp' } }", "L005", 2, 25, "drop, flip, keep",
     "`drop`"},
    {"rule { " SOUND ", " RUN ",\n context = { intention = 3 } }", "L005", 2, 26, "between 0 and 1", ""},
    {"rule { " SOUND ", " RUN ",\n where = 'key-findings' }", "L005", 2, 10, "a table in braces", ""},
    {"rule { " SOUND ", " RUN ",\n examples = { match = { 1, {} } } }", "L007", 2, 28, "no `text`", ""},
    {"rule { " SOUND ", " RUN ",\n level = 2 }", "L006", 2, 2, "`level` is given twice", ""},
    {"rule { title = 'A', level = 3, points = 1,\n " RUN " }", "L007", 1, 6, "no `id`", ""},
    {"rule { " SOUND " }", "L007", 1, 6, "no `evaluate`", ""},
    {"local p = phrase [[\n\n]]\nrule { " SOUND ", " RUN " }", "L005", 1, 18, "empty", ""},
    {"local p = phrase [[\n  # later\n]]\nrule { " SOUND ", " RUN " }", "L008", 1, 18, "no phrase", ""},
    {"local p = phrase(nil)\nrule { " SOUND ", " RUN " }", "L005", 1, 18, "a text, not nothing", ""},
};

INSTANTIATE_TEST_SUITE_P(ReadScript, MistakeTest, ::testing::ValuesIn(kMistakes));

TEST(ReadScript, NamesThatAreKeysFieldsOrLabelsAreNoMistakes) {
    Diagnostics diagnostics;
    const auto specs = read_script("a.lua", R"lua(
        local limit <const> = 3
        local names = { alpha = 1; beta = function(gamma) return gamma end, ["delta"] = 2 }
        local function helper(...) local a, b = ... ; return a, b end
        for i, v in ipairs({ 1 }) do if v == limit then goto done end end
        ::done::
        for k = 1, 2 do names.epsilon = k end
        repeat local zeta = helper(names.alpha) until zeta == zeta
        -- omega is a comment, so is [[ this
        --[==[ and psi ]==]
        return rule { id = "a", title = "A " .. "phi", level = 3, points = 1, evaluate = function(doc, out)
          local function inner() return inner end
          return names:beta()
        end })lua",
                                   diagnostics);
    EXPECT_EQ(diagnostics.size(), 0u) << diagnostics[0].message;
    EXPECT_EQ(specs.size(), 1u);
}

TEST(ReadScript, OneFaultyRuleDoesNotHideAnother) {
    Diagnostics diagnostics;
    const auto specs = read_script("a.lua",
                                   "rule { " SOUND ", " RUN
                                   ", levle = 1 }\n"
                                   "rule { id = 'b', title = 'B', level = 3, points = 1, " RUN
                                   " }\n"
                                   "rule { id = 'c', title = 'B', level = 9, points = 1, " RUN " }\n",
                                   diagnostics);
    EXPECT_EQ(diagnostics.size(), 2u);
    ASSERT_EQ(specs.size(), 1u);
    EXPECT_EQ(specs[0].id.value, "b");
    EXPECT_EQ(specs[0].script->index, 1u);
}

TEST(ReadScript, EveryCodeHasAPage) {
    for (const Mistake& mistake : kMistakes) {
        bool found = false;
        for (const CodePage& page : code_pages()) found = found || std::string(page.code) == mistake.code;
        EXPECT_TRUE(found) << mistake.code;
    }
}

}  // namespace
}  // namespace assay::lua
