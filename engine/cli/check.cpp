#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "analyzer/code_table.h"
#include "assay/engine.h"
#include "assay/rule_pack.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/targets.h"
#include "report/diagnostic_json.h"
#include "report/diagnostic_text.h"
#include "rules/lint.h"
#include "rules/pack_content.h"

namespace assay::cli {

namespace {

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
    return static_cast<std::size_t>(std::count_if(
        diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

struct CheckCommand {
    std::vector<std::string> arguments;
    std::string pack;
    std::string format = "text";
    std::string explain;
    bool strict = false;
    bool lists = false;

    int run() const {
        if (!explain.empty()) return show_page();
        const auto targets = find_targets(arguments, pack);
        if (targets.empty()) return kUsage;
        if (lists) return show_lists(targets);
        Diagnostics shown;
        std::size_t elsewhere = 0;
        std::set<std::tuple<std::string, std::string, std::uint32_t, std::uint32_t, std::string>> told;
        std::size_t rules = 0;
        for (const Target& target : targets) {
            LoadOptions options;
            // Of single files only those are judged: what a pack costs to judge grows with its phrases.
            options.lint = target.only.empty();
            for (const auto& file : target.added) options.instead[file] = read_whole(file);
            LoadedPack loaded = load_pack(target.pack, options);
            if (loaded.pack != nullptr) rules += loaded.pack->rules().size();
            if (loaded.pack != nullptr && !options.lint) judge(target, *loaded.pack, loaded.diagnostics);
            for (Diagnostic& d : loaded.diagnostics) {
                // Packs share what they build on: a mistake there is told once.
                if (!told.insert({d.code, d.place.file, d.place.line, d.place.column, d.message}).second)
                    continue;
                if (target.wants(d.place.file)) {
                    shown.push_back(std::move(d));
                } else if (d.severity == Severity::error) {
                    ++elsewhere;
                }
            }
        }
        std::stable_sort(shown.begin(), shown.end(), [](const Diagnostic& a, const Diagnostic& b) {
            return std::tie(a.place.file, a.place.line, a.place.column) <
                   std::tie(b.place.file, b.place.line, b.place.column);
        });
        if (!write_out(written(shown, elsewhere, rules))) return kSomeFailed;
        const bool bad = has_errors(shown) || (strict && count(shown, Severity::warning) > 0);
        return bad ? kSomeFailed : kAllWell;
    }

    std::string written(const Diagnostics& shown, std::size_t elsewhere, std::size_t rules) const {
        if (format == "json") return report::diagnostics_json(shown);
        if (format == "sarif") {
            std::vector<report::CodeTitle> codes;
            for (const analyzer::Page& page : analyzer::code_table())
                codes.push_back({page.code, page.title, page.mend});
            return report::diagnostics_sarif(shown, codes, std::string(version()));
        }
        return report::diagnostics_text(shown, console().color) + summary(shown, elsewhere, rules);
    }

    // A page of the table of codes; `all` is docs/diagnostics.md.
    int show_page() const {
        if (explain == "all") return write_out(analyzer::code_table_markdown()) ? kAllWell : kSomeFailed;
        std::string wanted = explain;
        std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        std::vector<std::string> codes;
        for (const analyzer::Page& page : analyzer::code_table()) {
            codes.push_back(page.code);
            if (page.code != wanted) continue;
            std::string out = fmt::format("{}  {}\n", page.code, page.title);
            for (const std::string* text : {&page.what, &page.why}) {
                if (!text->empty()) out += fmt::format("\n{}\n", *text);
            }
            if (!page.mend.empty()) out += fmt::format("\nMend it: {}\n", page.mend);
            if (!page.example.empty()) out += fmt::format("\nExample:\n{}\n", indented(page.example));
            return write_out(out) ? kAllWell : kSomeFailed;
        }
        complain(fmt::format("there is no code `{}`. The codes: {}.", explain, fmt::join(codes, ", ")));
        return kUsage;
    }

    // What is probably not meant in the files that were asked for.
    static void judge(const Target& target, const RulePack& pack, Diagnostics& diagnostics) {
        rules::LintOptions options;
        std::map<std::string, bool> wanted;
        options.own = [&](const std::string& file) {
            const auto [at, fresh] = wanted.try_emplace(file, false);
            if (fresh) at->second = target.wants(file);
            return at->second;
        };
        options.pack_file = (target.pack / "pack.yaml").string();
        Diagnostics found;
        rules::lint(pack.content(), options, found);
        std::map<std::string, std::vector<std::string>> lines;
        for (Diagnostic& d : found) {
            std::vector<std::string>& of_file = lines[d.place.file];
            if (of_file.empty()) {
                std::istringstream text(read_whole(d.place.file));
                for (std::string line; std::getline(text, line);) of_file.push_back(line);
            }
            if (d.place.line >= 1 && d.place.line <= of_file.size())
                d.source_line = of_file[d.place.line - 1];
            diagnostics.push_back(std::move(d));
        }
    }

    // The lists that phrases of each pack may name, with how they begin.
    static int show_lists(const std::vector<Target>& targets) {
        std::string out;
        bool all = true;
        for (const Target& target : targets) {
            const LoadedPack loaded = load_pack(target.pack);
            all = all && loaded.pack != nullptr;
            if (loaded.pack == nullptr) {
                complain(fmt::format("{} has errors; assay check tells them.", target.pack.string()));
                continue;
            }
            out += fmt::format("Lists of {}, with those that it builds on:\n", target.pack.string());
            for (const rules::ListSpec& list : loaded.pack->content().lists) {
                std::string entries;
                for (const rules::Text& entry : list.entries) {
                    if (!entries.empty() && entries.size() + entry.value.size() > 70) {
                        entries += fmt::format(", … ({} in all)", list.entries.size());
                        break;
                    }
                    entries += (entries.empty() ? "" : ", ") + entry.value;
                }
                out += fmt::format("  @{}  {}\n", list.name.value, entries);
            }
        }
        return write_out(out) && all ? kAllWell : kSomeFailed;
    }

    static std::string indented(const std::string& text) {
        std::string out = "    ";
        for (const char c : text) {
            out += c;
            if (c == '\n') out += "    ";
        }
        return out;
    }

    static std::string summary(const Diagnostics& shown, std::size_t elsewhere, std::size_t rules) {
        const std::size_t errors = count(shown, Severity::error);
        const std::size_t warnings = count(shown, Severity::warning);
        const std::size_t notes = count(shown, Severity::note);
        const auto counted = [](std::size_t n, const char* noun) {
            return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
        };
        std::string out;
        if (errors + warnings + notes == 0) {
            out = fmt::format("No mistakes in {}.\n", counted(rules, "rule"));
        } else {
            out = fmt::format("{}, {}, {}. `assay check --explain CODE` says more about a code.\n",
                              counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note"));
        }
        if (elsewhere > 0) {
            out += fmt::format(
                "Other files of the pack have {}; until they are mended, warnings are not looked for.\n",
                counted(elsewhere, "error"));
        } else if (errors > 0) {
            out += "Warnings are looked for once there are no errors.\n";
        }
        return out;
    }
};

}  // namespace

void add_check(CLI::App& program, int& exit) {
    auto command = std::make_shared<CheckCommand>();
    CLI::App* app =
        program.add_subcommand("check", "Check rule packs, or single files within their pack, for mistakes");
    app->add_option("files", command->arguments, "Packs, folders or files; none: the pack here, or all packs")
        ->type_name("PACK|FILE");
    app->add_option("--pack", command->pack, "The pack to which files outside any pack are added")
        ->type_name("DIR");
    app->add_option("--format", command->format, "text, json or sarif")
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
    app->add_flag("--strict", command->strict, "Let warnings fail the check too");
    app->add_flag("--lists", command->lists,
                  "Show the lists that phrases may name, such as @feedback, and end");
    app->add_option("--explain", command->explain,
                    "Say what a code means and how to mend it; `all` for every code")
        ->type_name("CODE");
    app->footer(
        "Example:  assay check rules/cqc-la\n"
        "Exit codes: 0 all well; 1 mistakes were found (with --strict: or warnings); 2 wrong options, or "
        "nothing to check.");
    app->callback([command, &exit] { exit = command->run(); });
}

}  // namespace assay::cli
