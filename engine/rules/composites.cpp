#include "rules/composites.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/stopwatch.h"
#include "rules/candidates.h"

namespace assay::rules {

namespace {

void add_composite(const PackContent& pack, const Document& document, std::uint32_t r, Evaluation& out) {
    const CompiledRule& rule = pack.rules[r];
    // Hits of the rules that it needs, by part: a document of many examples has many parts.
    std::map<std::uint16_t, std::vector<RuleHit>> needed_hits;
    for (const RuleHit& hit : out.hits) {
        const auto needs = [&](const std::vector<std::uint32_t>& rules) {
            return std::find(rules.begin(), rules.end(), hit.rule) != rules.end();
        };
        if (!hit.flipped &&
            (needs(rule.combine_all) || needs(rule.combine_any) || needs(rule.combine_none))) {
            needed_hits[document.sentences[hit.sentence].part].push_back(hit);
        }
    }
    for (const auto& [part, of_part] : needed_hits) {
        const auto strongest = [&, &hits_here = of_part](std::uint32_t needed) -> const RuleHit* {
            const RuleHit* best = nullptr;
            for (const RuleHit& hit : hits_here) {
                if (hit.rule == needed && (best == nullptr || hit.strength > best->strength)) best = &hit;
            }
            return best;
        };
        std::vector<const RuleHit*> cited;
        bool holds = true;
        for (const std::uint32_t n : rule.combine_all) {
            const RuleHit* hit = strongest(n);
            holds = holds && hit != nullptr;
            if (hit != nullptr) cited.push_back(hit);
        }
        int any = 0;
        for (const std::uint32_t n : rule.combine_any) {
            if (const RuleHit* hit = strongest(n)) {
                ++any;
                cited.push_back(hit);
            }
        }
        const int wanted_any = rule.combine_any.empty() ? 0 : std::max(1, pack.specs[r].combine->at_least);
        holds = holds && any >= wanted_any;
        for (const std::uint32_t n : rule.combine_none) holds = holds && strongest(n) == nullptr;
        if (!holds || cited.empty()) continue;
        // One rule in one sentence is one finding: several cited hits of a sentence become one.
        std::vector<RuleHit> hits;
        for (const RuleHit* hit : cited) {
            auto same = std::find_if(hits.begin(), hits.end(),
                                     [&](const RuleHit& h) { return h.sentence == hit->sentence; });
            if (same == hits.end()) {
                hits.push_back({r, hit->sentence, hit->strength, false, hit->spans, hit->effects, {}});
            } else {
                same->spans.append(hit->spans.begin(), hit->spans.end());
                same->strength = std::max(same->strength, hit->strength);
            }
        }
        for (RuleHit& hit : hits) {
            hit.strength /= static_cast<double>(hits.size());
            hit.spans.sort_unique();
        }
        out.hits.insert(out.hits.end(), hits.begin(), hits.end());
    }
}

}  // namespace

void add_composites(const PackContent& pack, const Document& document, const EvaluateOptions& options,
                    Evaluation& out) {
    const std::size_t in_order = out.hits.size();
    for (const std::uint32_t r : pack.composites) {
        if (!is_wanted(pack.rules[r], options.drafts)) continue;
        const Stopwatch watch(options.costs == nullptr ? nullptr : &(*options.costs)[r].nanoseconds);
        add_composite(pack, document, r, out);
    }
    if (out.hits.size() == in_order) return;
    std::stable_sort(out.hits.begin(), out.hits.end(), [](const RuleHit& a, const RuleHit& b) {
        return a.rule != b.rule ? a.rule < b.rule : a.sentence < b.sentence;
    });
}

}  // namespace assay::rules
