#include "rules/near_miss.h"

#include <algorithm>

#include "rules/phrase_miss.h"

namespace assay::rules {

struct NearMissSearch::State {
    const PackContent& pack;
    const Document& document;
    ElementEnds reach{pack, document};
};

NearMissSearch::NearMissSearch(const PackContent& pack, const Document& document)
    : state_(new State{pack, document}) {}
NearMissSearch::~NearMissSearch() = default;

std::vector<NearMiss> NearMissSearch::of_rule(std::uint32_t rule, std::uint32_t sentence) {
    ElementEnds& reach = state_->reach;
    reach.look_in(state_->document.sentences[sentence]);
    const RuleSpec& spec = state_->pack.specs[rule];
    std::vector<NearMiss> found;
    const auto keep = [&](std::optional<NearMiss> miss) {
        if (!miss) return;
        miss->sentence = sentence;
        found.push_back(std::move(*miss));
    };
    for (const Text& text : spec.match) keep(miss_of_phrase(reach, text));
    for (const NearSpec& near : spec.near) keep(miss_of_near(reach, near));
    for (const MetricSpec& metric : spec.metrics) {
        for (const Text& text : metric.captures) keep(miss_of_phrase(reach, text));
    }
    std::sort(found.begin(), found.end(),
              [](const NearMiss& a, const NearMiss& b) { return a.distance < b.distance; });
    if (found.size() > 1) found.resize(1);
    return found;
}

}  // namespace assay::rules
