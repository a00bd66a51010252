#include "rules/read_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "match/phrase_text.h"
#include "rules/read_rule.h"

namespace assay::rules {

namespace {

// The comma of 1,250.
bool parts_thousands(const std::string& s, std::size_t comma) {
    const auto digit = [&](std::size_t i) {
        return i < s.size() && std::isdigit(static_cast<unsigned char>(s[i])) != 0;
    };
    return comma > 0 && digit(comma - 1) && digit(comma + 1) && digit(comma + 2) && digit(comma + 3) &&
           !digit(comma + 4);
}

// List entries: one a line, or several with commas (a comma inside brackets does not part entries).
std::vector<Text> split_entries(const std::vector<Text>& lines) {
    std::vector<Text> out;
    for (const Text& line : lines) {
        std::size_t begin = 0;
        int depth = 0;
        const std::string& s = line.value;
        for (std::size_t i = 0; i <= s.size(); ++i) {
            if (i < s.size() && s[i] == '[') ++depth;
            if (i < s.size() && s[i] == ']') --depth;
            if (i < s.size() && (s[i] != ',' || depth > 0 || parts_thousands(s, i))) continue;
            std::size_t from = begin;
            std::size_t to = i;
            while (from < to && s[from] == ' ') ++from;
            while (to > from && s[to - 1] == ' ') --to;
            if (from < to) {
                Place at = line.place;
                at.column += characters(std::string_view(s).substr(0, from));
                at.length = characters(std::string_view(s).substr(from, to - from));
                out.push_back({s.substr(from, to - from), at});
            }
            begin = i + 1;
        }
    }
    return out;
}

// Phrases name a list after an @, where a blank or another sign ends the name.
void check_list_name(const YamlReader& in, const YamlNode& node, const std::string& name) {
    if (!name.empty() && std::all_of(name.begin(), name.end(), match::is_name_byte)) return;
    std::string better;
    for (const char c : name) {
        if (match::is_name_byte(c)) {
            better += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!better.empty() && better.back() != '-') {
            better += '-';
        }
    }
    while (!better.empty() && better.back() == '-') better.pop_back();
    if (better.empty()) better = "feedback";
    in.error(
        "R006", node, fmt::format("`{}` cannot be a list's name: phrases could not name it.", name),
        fmt::format("Use letters, digits, hyphens and dots, without blanks: `{0}:`, and @{0} in phrases.",
                    better));
}

void read_lists(const YamlReader& in, const YamlNode& node, PackSpec& pack) {
    if (!in.map(node, "`lists`", {})) return;
    for (const auto& entry : node) {
        ListSpec list;
        list.name = {entry.first.scalar(), in.place(entry.first, entry.first.scalar().size())};
        check_list_name(in, entry.first, list.name.value);
        YamlNode words = entry.second;
        if (words.is_map()) {
            if (!in.map(words, "a list", {"about", "words"})) continue;
            if (words["about"].is_defined()) {
                if (auto t = in.text(words["about"], "`about`")) list.about = t->value;
            }
            if (!words["words"].is_defined()) {
                in.error("R007", words, fmt::format("The list `{}` has no `words`.", list.name.value),
                         "Add words: |");
                continue;
            }
            words = words["words"];
        }
        list.entries = split_entries(in.phrases(words, fmt::format("The list `{}`", list.name.value)));
        pack.lists.push_back(std::move(list));
    }
}

void read_cue(const YamlReader& in, const YamlNode& node, PackSpec& pack) {
    if (!in.map(node, "a cue",
                {"kind", "pseudo", "direction", "within", "factor", "applies_to", "speaker", "phrases"}))
        return;
    CueSpec cue;
    cue.place = in.place(node);
    if (node["pseudo"].is_defined()) {
        cue.pseudo = true;
        cue.kind = in.one_of(node["pseudo"], "`pseudo`", cue_kinds()).value_or("");
    } else if (node["kind"].is_defined()) {
        cue.kind = in.one_of(node["kind"], "`kind`", cue_kinds()).value_or("");
    } else if (!in.misspelt(node, "kind")) {
        in.error("R007", node, "The cue has no `kind`.",
                 "Add kind: negation (or intention, partial, quantifier …).");
    }
    if (cue.kind.empty()) return;
    if (node["direction"].is_defined()) {
        const auto d =
            in.one_of(node["direction"], "`direction`", {"forward", "backward", "both"}).value_or("forward");
        cue.direction = d == "backward" ? CueSpec::Direction::backward
                        : d == "both"   ? CueSpec::Direction::both
                                        : CueSpec::Direction::forward;
    }
    if (node["within"].is_defined()) cue.within = in.integer(node["within"], "`within`", 0, 200).value_or(8);
    if (node["factor"].is_defined()) {
        cue.action = read_cue_action(in, node["factor"], "`factor`").value_or(CueAction{});
    } else if (!cue.pseudo) {
        cue.action = {CueAction::Kind::keep, 1};
    }
    if (node["applies_to"].is_defined()) {
        const auto a = in.one_of(node["applies_to"], "`applies_to`", {"both", "strengths", "shortfalls"})
                           .value_or("both");
        cue.applies_to = a == "strengths"    ? CueSpec::AppliesTo::strengths
                         : a == "shortfalls" ? CueSpec::AppliesTo::shortfalls
                                             : CueSpec::AppliesTo::both;
    }
    if (node["speaker"].is_defined()) {
        if (auto t = in.text(node["speaker"], "`speaker`")) cue.speaker = t->value;
    }
    if (node["phrases"].is_defined()) {
        cue.phrases = in.phrases(node["phrases"], "`phrases`");
    } else if (!in.misspelt(node, "phrases")) {
        in.error("R007", node, "The cue has no `phrases`.", "Add phrases: | with one a line.");
    }
    pack.cues.push_back(std::move(cue));
}

void read_groups(const YamlReader& in, const YamlNode& node, PackSpec& pack) {
    if (!in.map(node, "`groups`", {})) return;
    for (const auto& entry : node) {
        GroupSpec group;
        group.id = {entry.first.scalar(), in.place(entry.first, entry.first.scalar().size())};
        if (!in.map(entry.second, "a group", {"title", "cap"})) continue;
        if (entry.second["title"].is_defined()) {
            if (auto t = in.text(entry.second["title"], "`title`")) group.title = t->value;
        }
        if (entry.second["cap"].is_defined()) {
            group.cap = in.number(entry.second["cap"], "`cap`", 0.01, 1000).value_or(0);
        } else if (!in.misspelt(entry.second, "cap")) {
            in.error("R007", entry.second, "The group has no `cap`.", "Add cap: 4.");
        }
        pack.groups.push_back(std::move(group));
    }
}

// A file that is a rule, or a list of rules.
bool lacks_rules_key(const YamlNode& root) {
    const YamlNode& first = root.is_sequence() && root.size() > 0 ? root[0] : root;
    if (!first.is_map() || first["rules"].is_defined() || first["lists"].is_defined() ||
        first["cues"].is_defined())
        return false;
    return first["id"].is_defined() || (first["title"].is_defined() && first["level"].is_defined());
}

}  // namespace

const std::vector<std::string>& cue_kinds() {
    static const std::vector<std::string> kinds{"negation",    "intention", "partial", "quantifier",
                                                "attribution", "remedy",    "contrast"};
    return kinds;
}

const std::vector<std::string>& rule_keys() {
    static const std::vector<std::string> keys{
        "id",    "title",  "statement", "level",  "points",  "group",    "status",  "about",
        "where", "match",  "near",      "metric", "regex",   "combine",  "all",     "any",
        "none",  "except", "context",   "limit",  "extends", "replaces", "examples"};
    return keys;
}

void read_rule_file(const YamlFile& file, PackSpec& pack, Diagnostics& diagnostics) {
    const YamlReader in(file, diagnostics);
    if (!file.root.is_defined() || file.root.is_null()) return;
    if (lacks_rules_key(file.root)) {
        in.error("Y003", file.root, "Here a rule begins, but a rule file begins with the line `rules:`.",
                 "Begin the file with `rules:`, and below it `  - id: …` for each rule.");
        return;
    }
    if (!in.map(file.root, "a rule file", {"lists", "cues", "groups", "rules"})) return;
    if (file.root["lists"].is_defined()) read_lists(in, file.root["lists"], pack);
    if (file.root["groups"].is_defined()) read_groups(in, file.root["groups"], pack);
    const auto sequence = [&](const char* key, auto read) {
        const YamlNode node = file.root[key];
        if (!node.is_defined()) return;
        if (!node.is_sequence()) {
            in.error("Y003", node, fmt::format("`{}` must be a list: each entry begins with a dash.", key),
                     "Begin each with `- ` below the key.");
            return;
        }
        for (const auto& item : node) read(item);
    };
    sequence("cues", [&](const YamlNode& item) { read_cue(in, item, pack); });
    sequence("rules", [&](const YamlNode& item) {
        if (auto rule = read_rule(in, item)) pack.rules.push_back(std::move(*rule));
    });
}

}  // namespace assay::rules
