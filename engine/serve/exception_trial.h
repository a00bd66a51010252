// An exception tried before it is kept: what the rule does in the sentence then, and which of its examples
// fail.
#pragma once

#include <string>
#include <vector>

#include "analyzer/run_examples.h"
#include "corpus/corpus.h"
#include "serve/pack_desk.h"

namespace assay::serve {

struct ExceptionTrial {
    bool judged = false;        ///< false: with the edit the pack has mistakes, and nothing below is known
    std::vector<Span> matches;  ///< by which the rule still fires in the sentence
    std::vector<std::string> words;                  ///< those matches as they stand in the report
    std::vector<analyzer::ExampleOutcome> failures;  ///< of the rule's own examples
};

/// The rule's own examples that fail; a known gap that is closed is no failure.
std::vector<analyzer::ExampleOutcome> failing_examples(const RulePack& pack, const std::string& id);

/// Evaluates the rule `id` over the report and over its own examples, with `edited` in place of the file at
/// `path` and the drafts of the other files. `sentence` is among the bytes of the report's text.
ExceptionTrial try_exception(PackDesk& desk, const std::string& path, const std::string& edited,
                             const std::string& id, const corpus::CorpusText& report, Span sentence);

}  // namespace assay::serve
