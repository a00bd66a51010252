// How much each sentence of a report counts for a statement: settings of a pack.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "rules/rule_spec.h"

namespace assay::rules {

/// A sentence of another part that mentions the statement's subject counts `weight` instead of what its
/// part counts.
struct MentionSpec {
    std::string statement;
    std::string part;
    Text phrase;
    double weight = 1;
};

/// The first sentences of a part sum it up and may count more.
struct OpeningSpec {
    std::uint32_t sentences = 0;  ///< of each part, bullets left out; 0: none
    double factor = 1;
    std::vector<std::string> except;  ///< parts whose opening is like the rest
};

struct EvidenceSettings {
    /// Words in a standard sentence: evidence is measured in words over this, so that writers of long
    /// sentences are not favoured. 0: sentences are counted.
    double standard_sentence = 0;
    /// Findings of one sentence share it: each of n counts 1 / n^sharing. 0: every finding counts alone;
    /// 1: a sentence counts as much however many rules cite it.
    double sharing = 0;
    OpeningSpec opening;
    /// Statement -> part and weight. A statement's own part counts 1 unless it is listed.
    std::map<std::string, std::vector<std::pair<std::string, double>>> parts;
    std::vector<MentionSpec> mentions;
};

}  // namespace assay::rules
