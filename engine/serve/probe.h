// One phrase tried over documents, in the context of a pack: its lists, nothing else of it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/document.h"
#include "assay/rule_pack.h"
#include "rules/evaluate.h"

namespace assay::serve {

/// A sentence in which the phrase stands.
struct ProbeHit {
    std::uint32_t sentence = 0;
    std::vector<Span> spans;  ///< bytes of the text
};

/// Compiled phrases, one a line. Immutable and thread-safe.
class Probe {
public:
    /// Mistakes are among `diagnostics`, with lines and columns of `phrases`; then there is no probe.
    static std::unique_ptr<Probe> compile(const RulePack& pack, const std::string& phrases,
                                          Diagnostics& diagnostics);
    ~Probe();

    /// By sentence. `scratch` belongs to one thread.
    std::vector<ProbeHit> find(const Document& document, rules::EvaluateScratch& scratch) const;

private:
    explicit Probe(std::unique_ptr<const PackContent> content);
    std::unique_ptr<const PackContent> content_;
};

}  // namespace assay::serve
