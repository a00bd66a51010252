// The examples in docs/lua-rules.md load, and run without an error.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "fake_view.h"
#include "lua/read_script.h"
#include "lua/session.h"

namespace assay::lua {
namespace {

std::vector<std::string> code_blocks() {
    std::ifstream in(ASSAY_SOURCE_DIR "/docs/lua-rules.md");
    std::vector<std::string> blocks;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line == "```lua") {
            inside = true;
            blocks.emplace_back();
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            blocks.back() += line + "\n";
        }
    }
    return blocks;
}

constexpr const char* kReport =
    "Complaints came too late for 12% of people.\n"
    "Some complaints were in their infancy and 97% of carers were content.\n";

TEST(Manual, EveryExampleLoadsAndRuns) {
    const auto blocks = code_blocks();
    ASSERT_GT(blocks.size(), 6u);
    std::string declarations;
    std::size_t voted = 0;
    for (const std::string& block : blocks) {
        std::string source = block;
        if (block.find("phrase") != std::string::npos && block.find("rule {") == std::string::npos) {
            declarations = block;
            continue;
        }
        if (block.find("rule {") == std::string::npos) {
            ASSERT_FALSE(declarations.empty()) << "the manual declares its phrases before it uses them";
            source = declarations +
                     "return rule { id = 'a', title = 'A', level = 3, points = 1, evaluate = function(doc, "
                     "out)\n" +
                     block + "end }";
        }
        Diagnostics diagnostics;
        const auto specs = read_script("manual.lua", source, diagnostics);
        for (const Diagnostic& d : diagnostics)
            ADD_FAILURE() << d.message << " line " << d.place.line << "\n" << source;
        ASSERT_EQ(specs.size(), 1u);
        const testing::FakeView view(kReport, {{"complaints"}, {"* of people", "* of carers"}, {"too late"}});
        LuaSession session;
        const ScriptRun run = session.run("a", *specs[0].script, view);
        EXPECT_FALSE(run.failure) << run.failure->message << " line " << run.failure->line << "\n" << source;
        EXPECT_FALSE(run.votes.empty() && run.log.empty() && run.needs.empty())
            << "an example that does nothing\n"
            << source;
        voted += run.votes.size();
    }
    EXPECT_GE(voted, 2u);
}

}  // namespace
}  // namespace assay::lua
