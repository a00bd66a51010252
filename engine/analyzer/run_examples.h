// Runs the examples that rules carry: each becomes a small document of its own, read by the whole pack.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "assay/result.h"
#include "assay/rule_pack.h"
#include "rules/rule_spec.h"

namespace assay::analyzer {

enum class ExampleKind { match, no_match, todo };

/// "match", "no_match", "todo".
const char* to_string(ExampleKind kind);

/// What stood in a rule's way in an example.
struct ExampleBlock {
    std::string stage;
    std::string reason;
    std::string words;  ///< of the example; may be empty
};

struct ExampleOutcome {
    std::uint32_t rule = 0;
    ExampleKind kind = ExampleKind::match;
    rules::Text text;
    std::string blocked_by;  ///< as the author wrote it
    std::optional<rules::ExampleReference> reference;
    bool skipped = false;  ///< it stands in a report that is not at hand
    bool fired = false;
    bool passed = false;               ///< a `todo` passes while it does not fire
    std::vector<std::string> matched;  ///< the words that counted
    std::vector<ExampleBlock> blocks;
    std::string near;     ///< of a `match` that nothing matched: what came nearest, "`a b`: b is missing"
    std::string failure;  ///< of the script, or why it did not pass
};

/// A phrase or cue that no example made act.
struct IdlePhrase {
    std::string owner;  ///< "learning.from-complaints", or "the negation cue"
    rules::Text phrase;
};

struct ExamplesRun {
    std::vector<ExampleOutcome> outcomes;  ///< by rule, in the order in which they are written
    std::vector<IdlePhrase> idle;          ///< where asked for
    std::size_t phrases = 0;               ///< phrases and cues that were looked at for `idle`
};

struct ExamplesOptions {
    /// Which rules' examples to run; all where empty.
    std::function<bool(const RuleInfo&)> wanted;
    /// Finds the sentences that examples refer to; without it such examples are skipped, and count as passed.
    std::function<Result<std::string>(const rules::ExampleReference&)> sentence_of = {};
    bool coverage = false;
    /// Which files' phrases count for coverage.
    std::function<bool(const std::string& file)> covered = [](const std::string&) { return true; };
};

/// Thread-safe. Rules whose status is off have no examples.
ExamplesRun run_examples(const RulePack& pack, const ExamplesOptions& options);

}  // namespace assay::analyzer
