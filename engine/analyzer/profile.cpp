#include "assay/profile.h"

namespace assay {

void PackProfile::add(const PackProfile& other) {
    reports += other.reports;
    reading += other.reading;
    assessing += other.assessing;
    matching += other.matching;
    rules += other.rules;
    scripts += other.scripts;
    if (costs.size() < other.costs.size()) costs.resize(other.costs.size());
    for (std::size_t r = 0; r < other.costs.size(); ++r) {
        costs[r].nanoseconds += other.costs[r].nanoseconds;
        costs[r].matches += other.costs[r].matches;
        costs[r].findings += other.costs[r].findings;
        costs[r].runs += other.costs[r].runs;
        costs[r].instructions += other.costs[r].instructions;
    }
}

}  // namespace assay
