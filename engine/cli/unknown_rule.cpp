#include "cli/unknown_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "cli/console.h"
#include "core/suggest.h"

namespace assay::cli {

namespace {

// At most five rules whose id or title holds words of a text, those with the most of them first.
std::vector<std::string> rules_that_speak_of(const std::string& text, const RulePack& pack) {
    constexpr std::size_t kShortest = 4, kMost = 5;
    const auto small = [](std::string s) {
        std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) {
            return std::isalpha(c) != 0 ? static_cast<char>(std::tolower(c)) : ' ';
        });
        return s;
    };
    std::vector<std::string> words;
    std::istringstream in(small(text));
    for (std::string word; in >> word;) {
        if (word.size() >= kShortest) words.push_back(word);
    }
    std::vector<std::pair<std::ptrdiff_t, std::string>> found;
    for (const RuleInfo& rule : pack.rules()) {
        const std::string about = small(rule.id + " " + rule.title);
        const auto shared = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
            return about.find(word) != std::string::npos;
        });
        if (shared > 0) found.emplace_back(-shared, rule.id);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> ids;
    for (const auto& [shared, id] : found) {
        if (ids.size() < kMost) ids.push_back(id);
    }
    return ids;
}

}  // namespace

void complain_of_rule(const std::string& rule, const RulePack& pack,
                      const std::vector<std::shared_ptr<const RulePack>>& loaded) {
    std::vector<std::string> ids;
    for (const RuleInfo& known : pack.rules()) ids.push_back(known.id);
    for (const auto& other : loaded) {
        if (other->find_rule(rule) < 0) continue;
        complain(
            fmt::format("`{}` is a rule of {}; this report belongs to {}.", rule, other->id(), pack.id()));
        return;
    }
    if (const std::string near = nearest(rule, ids); !near.empty()) {
        complain(fmt::format("{} has no rule `{}`; did you mean `{}`?", pack.id(), rule, near));
        return;
    }
    const std::vector<std::string> alike = rules_that_speak_of(rule, pack);
    complain(fmt::format(
        "{} has no rule `{}`.{} `assay why --at LINE FILE` names the rules that touch a "
        "sentence.",
        pack.id(), rule,
        alike.empty() ? "" : fmt::format(" Rules with words of it: {}.", fmt::join(alike, ", "))));
}

}  // namespace assay::cli
