#include "analyzer/code_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "lua/read_script.h"
#include "rules/code_pages.h"

namespace assay::analyzer {

std::vector<Page> code_table() {
    std::vector<Page> pages;
    for (const CodePage& p : rules::code_pages()) {
        pages.push_back({std::string(p.code), std::string(p.title), std::string(p.what), std::string(p.why),
                         std::string(p.mend), std::string(p.example)});
    }
    for (const lua::CodePage& p : lua::code_pages()) pages.push_back({p.code, p.title, p.text, {}, {}, {}});
    std::sort(pages.begin(), pages.end(), [](const Page& a, const Page& b) { return a.code < b.code; });
    return pages;
}

std::string code_table_markdown() {
    std::string out =
        "# Diagnostics\n\n"
        "Every mistake that `assay check` tells has a code that stays the same. `assay check --explain R001` "
        "shows the same pages on the terminal; this file is\n"
        "written by `assay check --explain all` and held to it by a test.\n\n"
        "F, K, L, M, P, R and Y are errors: the pack is not loaded. M001, M002, M004, R018 and W are "
        "warnings "
        "(notes in drafts): they fail only under `--strict`.\n\n"
        "| codes | about |\n|---|---|\n| F | framework.yaml |\n| K | packs and their files |\n| L | rules in "
        "Lua |\n| M | model.yaml |\n| P | phrases |\n| R | rules, lists, cues, groups |\n"
        "| W | what is probably not meant |\n| Y | YAML itself |\n";
    for (const Page& page : code_table()) {
        out += fmt::format("\n## {} {}\n", page.code, page.title);
        for (const std::string* text : {&page.what, &page.why}) {
            if (!text->empty()) out += fmt::format("\n{}\n", *text);
        }
        if (!page.mend.empty()) out += fmt::format("\n**Mend it:** {}\n", page.mend);
        if (!page.example.empty()) out += fmt::format("\n```text\n{}\n```\n", page.example);
    }
    return out;
}

}  // namespace assay::analyzer
