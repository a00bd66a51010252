// Sentences of reports that rules refer to without copying them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/engine.h"
#include "assay/result.h"
#include "rules/rule_spec.h"

namespace assay::corpus {

/// What tells whether a sentence is still the same: the first 16 hexadecimal digits of the SHA-256 of the
/// sentence as Document::quote() gives it.
std::string sentence_hash(const std::string& quote);

/// Finds sentences in the reports that a person named, each read once, when it is first asked for. Not
/// thread-safe.
class ReferenceReader {
public:
    /// Arguments as expand_inputs() takes them.
    ReferenceReader(const std::shared_ptr<const RulePack>& pack, const std::vector<std::string>& inputs);

    /// The sentence at the place named, or, where the report has been read differently since, the one with
    /// the hash. Errors: "report" (no such file, or unreadable), "sentence" (the report has no such
    /// sentence).
    Result<std::string> sentence(const rules::ExampleReference& reference);

private:
    std::map<std::string, std::string> paths_;  // by name without folders
    std::map<std::string, ScoredReport> read_;
    Session session_;
};

}  // namespace assay::corpus
