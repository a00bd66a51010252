// Running Lua rules over documents.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/assessment.h"
#include "lua/doc_view.h"
#include "lua/limits.h"
#include "rules/rule_spec.h"

namespace assay::lua {

/// `out:need(name, actual, op, wanted)`: a condition, and whether it held.
struct Need {
    std::string name;
    double actual = 0;
    std::string op;  ///< >= > <= < == ~=
    double wanted = 0;
    bool met = false;
    std::uint32_t line = 0;
};

/// A sentence that a vote cites, with the words of the hits that it cites in it (ascending, may be none).
struct Citation {
    std::uint32_t sentence = 0;
    std::vector<Span> words;
};

/// `out:vote{cite = ..., strength = ...}`: each cited sentence once, ascending; strength in (0, 1].
struct Vote {
    std::vector<Citation> cite;
    double strength = 1;
};

/// What a script did with a document. After a failure there are no votes; needs and log hold what came
/// before.
struct ScriptRun {
    std::vector<Vote> votes;
    std::vector<Need> needs;       ///< in the order in which they were stated
    std::vector<std::string> log;  ///< `out:log(...)`; at most 200 lines of 1,000 bytes
    std::uint64_t instructions = 0;
    std::size_t memory = 0;  ///< the most bytes held at a time
    std::optional<ScriptFailure> failure;
};

/// The script states of one thread. Not thread-safe; dear to make (about as dear as a run), cheap to keep.
class LuaSession {
public:
    /// Limits of a document of no sentences; each sentence adds 2,000 instructions.
    explicit LuaSession(const Limits& limits = {});
    ~LuaSession();
    LuaSession(LuaSession&&) noexcept;
    LuaSession& operator=(LuaSession&&) noexcept;

    /// Runs the script anew from its first line, then its `evaluate`: nothing is left of earlier runs. `rule`
    /// is the id for messages. Never throws but for memory of the host: what the script does wrong is
    /// `failure`.
    ScriptRun run(const std::string& rule, const rules::ScriptSpec& script, const DocView& document);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace assay::lua
