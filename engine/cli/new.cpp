#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>

#include "assay/rule_pack.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/targets.h"
#include "rules/rule_file_header.h"

namespace assay::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kYaml =
    R"({header}rules:
  - id: {id}
    title: Learning from complaints changes practice   # one line for readers of a score
{statement}    level: 3            # the score it speaks for: 4 and 3 are strengths, 2 and 1 shortfalls
    points: 2           # how much one plain finding weighs
    status: draft       # tested, but not scored; write `active` when its examples say what you mean
    about:
      author: policy-team
      since: "{month}"
      rationale: What people complain of is put right    # why this counts

    # What it looks for, one phrase a line: nothing to quote, nothing to escape.
    #   ~improve          any form: improve, improves, improved, improving
    #   [this|that]       either; [very|] makes a word optional
    #   *3                up to three words in between
    #   @list             any entry of a list of this pack
    #   {{percent}}         a figure: also {{count}}, {{ratio}}, {{duration}}, {{rate}}, {{money}}
    match: |
      ~learn from [complaints|feedback] *3 ~improve
      [complaints|feedback] led to [changes|improvements]

    # What it must leave alone although a phrase matches; each with a sentence that shows it.
    except:
      - phrase: complaints led to changes of staff
        example: Complaints led to changes of staff.

    # More that can be said: where, near, metric, all, any, none, context, limit, group, combine, extends.

    # Sentences that `assay test` holds the rule to.
    examples:
      match:
        - Teams learned from complaints and improved their visits.
        - Feedback led to improvements in the garden service.
      no_match:
        - Complaints were counted every month.
        - {{text: Complaints led to changes of staff., blocked_by: except}}
)";

constexpr const char* kLua =
    R"(-- A rule in Lua computes what phrases alone cannot say; docs/lua-rules.md describes it. Lines that begin with -- are notes.
local complaint = phrase "~complaint"
local answered = phrase [[
  [answered|resolved] *2 [quickly|promptly|on time]
]]

return rule {{
  id = "{id}",
  title = "Most complaints are answered on time",
{statement}  level = 3, points = 2,
  status = "draft",  -- tested, but not scored
  about = {{ author = "policy-team", since = "{month}", rationale = "Answers that come late are no answers" }},
  trigger = complaint,

  evaluate = function(doc, out)
    local total, good = 0, {{}}
    for s in doc:sentences() do
      local hit = s:find(complaint)
      if hit then
        total = total + 1
        if s:near(hit, answered, 10) then good[#good + 1] = hit end
      end
    end
    out:need("sentences on complaints", total, ">=", 2)
    out:need("share answered on time", #good / math.max(total, 1), ">", 0.5)
    if out:met() then out:vote {{ cite = good, strength = #good / total }} end
  end,

  examples = {{
    match = {{ "Complaints were answered promptly. Every complaint was resolved on time." }},
    no_match = {{ "Complaints were answered promptly. Complaints rose. Complaints waited." }},
  }},
}}
)";

struct NewRuleCommand {
    std::string id;
    std::string pack;
    std::string file;
    bool lua = false;

    int run() const {
        if (!good_id()) {
            complain(
                fmt::format("`{}` cannot be a rule's id: use lower-case letters, digits, hyphens and dots, "
                            "such as learning.from-complaints.",
                            id));
            return kUsage;
        }
        const auto targets = find_targets({}, pack);
        if (targets.empty()) return kUsage;
        if (targets.size() > 1) {
            std::vector<std::string> names;
            for (const Target& t : targets) names.push_back(t.pack.string());
            complain(fmt::format("say which pack it is for: --pack {}.", fmt::join(names, ", or --pack ")));
            return kUsage;
        }
        const fs::path folder = targets.front().pack;
        const LoadedPack loaded = load_pack(folder);
        if (loaded.pack != nullptr && loaded.pack->find_rule(id) >= 0) {
            const RuleInfo& rule = loaded.pack->rules()[static_cast<std::size_t>(loaded.pack->find_rule(id))];
            complain(
                fmt::format("there is already a rule `{}` ({}:{}).", id, rule.place.file, rule.place.line));
            return kUsage;
        }
        std::string name = id;
        std::replace(name.begin(), name.end(), '.', '-');
        const fs::path to = file.empty()
                                ? folder / (lua ? "lua" : "rules") / (name + (lua ? ".lua" : ".yaml"))
                                : fs::path(file);
        std::error_code failed;
        if (fs::exists(to, failed)) {
            complain(fmt::format("{} is there already; name another file with --file.", to.string()));
            return kUsage;
        }
        if (to.has_parent_path()) fs::create_directories(to.parent_path(), failed);
        std::ofstream out(to, std::ios::binary);
        out << text(loaded.pack.get());
        out.close();
        if (!out) {
            complain(fmt::format("{} cannot be written.", to.string()));
            return kSomeFailed;
        }
        return write_out(fmt::format("{} is written. Edit it, then:\n  assay check {}\n  assay test {}\n",
                                     to.string(), to.string(), to.string()))
                   ? kAllWell
                   : kSomeFailed;
    }

private:
    bool good_id() const {
        return !id.empty() && id.front() != '.' && id.back() != '.' &&
               std::all_of(id.begin(), id.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
               });
    }

    std::string text(const RulePack* loaded) const {
        std::string statement;
        if (loaded != nullptr && !loaded->framework().statements.empty()) {
            // An id that begins like a statement is probably meant for it.
            const auto& all = loaded->framework().statements;
            const auto same = std::find_if(all.begin(), all.end(),
                                           [&](const Statement& s) { return id.rfind(s.id + ".", 0) == 0; });
            if (same != all.end()) {
                statement =
                    lua ? fmt::format("  statement = \"{}\",\n", same->id)
                        : fmt::format("    statement: {}   # leave it out for every statement\n", same->id);
            } else {
                // The id names none: the author is to choose, and until then the rule serves all.
                std::string others;
                for (std::size_t i = 1; i < all.size(); ++i) others += (i == 1 ? "or " : ", ") + all[i].id;
                if (!others.empty()) others += "; ";
                statement = lua ? fmt::format("  -- statement = \"{}\",  -- {}without it: every statement\n",
                                              all.front().id, others)
                                : fmt::format("    # statement: {}   # {}without it: every statement\n",
                                              all.front().id, others);
            }
        }
        const std::time_t now = std::time(nullptr);
        const std::string month = fmt::format("{:%Y-%m}", fmt::localtime(now));
        return fmt::format(fmt::runtime(lua ? kLua : kYaml), fmt::arg("header", rules::kRuleFileHeader),
                           fmt::arg("id", id), fmt::arg("statement", statement), fmt::arg("month", month));
    }
};

}  // namespace

void add_new(CLI::App& program, int& exit) {
    CLI::App* app = program.add_subcommand("new", "Write a new rule to start from");
    app->require_subcommand(1);
    app->footer("Example:  assay new rule learning.from-complaints --pack rules/cqc-la");
    auto command = std::make_shared<NewRuleCommand>();
    CLI::App* rule = app->add_subcommand("rule", "Write a rule file with comments, to be edited");
    rule->add_option("id", command->id, "The rule's id, such as learning.from-complaints")
        ->required()
        ->type_name("ID");
    rule->add_option("--pack", command->pack, "The pack it is for; the pack here where it is left out")
        ->type_name("DIR");
    rule->add_option("--file", command->file, "The file to write; by default rules/ID.yaml in the pack")
        ->type_name("FILE");
    rule->add_flag("--lua", command->lua, "Write a rule in Lua");
    rule->footer(
        "Example:  assay new rule learning.from-complaints --pack rules/cqc-la\nExit codes: 0 all well; 1 "
        "the file cannot be written; 2 wrong options.");
    rule->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
