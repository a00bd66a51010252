#include "corpus/balance_moves.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace assay::corpus {
namespace {

constexpr double kLeast = 0.05;  // what a balance with one decimal shows

double balance_of(const Corpus& corpus, std::size_t index) {
    const CorpusPlace& place = corpus.places[index];
    return corpus.reports[place.report].assessments[place.assessment].balance;
}

}  // namespace

std::vector<BalanceMove> balance_moves(const Corpus& before, const Corpus& after) {
    std::map<std::pair<std::string, std::string>, double> old;
    for (std::size_t i = 0; i < before.labelled.size(); ++i)
        old[{before.labelled[i].document, before.labelled[i].evidence.statement}] = balance_of(before, i);
    std::vector<BalanceMove> moves;
    for (std::size_t i = 0; i < after.labelled.size(); ++i) {
        const auto found = old.find({after.labelled[i].document, after.labelled[i].evidence.statement});
        if (found == old.end()) continue;
        const double now = balance_of(after, i);
        if (std::abs(now - found->second) >= kLeast) moves.push_back({found->second, now, i});
    }
    std::stable_sort(moves.begin(), moves.end(), [](const BalanceMove& a, const BalanceMove& b) {
        return std::abs(a.after - a.before) > std::abs(b.after - b.before);
    });
    return moves;
}

}  // namespace assay::corpus
