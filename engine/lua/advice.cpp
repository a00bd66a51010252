// The names that scripts have, and what to use in place of those that they do not have.
#include <map>
#include <string>
#include <vector>

#include "lua/library.h"

namespace assay::lua {

const std::vector<std::string>& global_names() {
    static const std::vector<std::string> names{"assert",   "error",    "ipairs", "math",   "pairs",
                                                "phrase",   "rule",     "select", "string", "table",
                                                "tonumber", "tostring", "type"};
    return names;
}

std::string advice_for(const std::string& missing) {
    static const std::string kPhrases = "declare what to look for with `phrase` and use s:find(...)";
    static const std::string kOutside = "a rule sees the report and nothing else";
    static const std::string kErrors = "an error ends the rule and is reported with its line";
    static const std::map<std::string, std::string> advice{
        {"print", "use out:log(...)"},
        {"io", kOutside},
        {"os", kOutside},
        {"package", kOutside},
        {"require", kOutside},
        {"dofile", kOutside},
        {"debug", kOutside},
        {"collectgarbage", kOutside},
        {"load", "a rule cannot run text as code"},
        {"loadstring", "a rule cannot run text as code"},
        {"loadfile", kOutside},
        {"coroutine", "a rule runs from top to bottom"},
        {"pcall", kErrors},
        {"xpcall", kErrors},
        {"next", "use pairs, or `next` in other words: `for _ in pairs(t) do ... end`"},
        {"setmetatable", "use plain tables and functions"},
        {"getmetatable", "use plain tables and functions"},
        {"rawget", "use t[key]"},
        {"rawset", "use t[key] = value"},
        {"rawlen", "use #t"},
        {"rawequal", "use =="},
        {"unpack", "use table.unpack"},
        {"utf8", "use s:find(...) and the words of sentences"},
        {"string.find", kPhrases},
        {"string.match", kPhrases},
        {"string.gmatch", kPhrases},
        {"string.gsub", kPhrases},
        {"string.dump", "a rule cannot run text as code"},
        {"math.random", "a rule gives the same answer every time"},
        {"math.randomseed", "a rule gives the same answer every time"},
    };
    const auto found = advice.find(missing);
    return found == advice.end() ? std::string() : found->second;
}

}  // namespace assay::lua
