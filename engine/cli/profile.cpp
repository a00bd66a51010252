#include "cli/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace assay::cli {

namespace {

constexpr std::size_t kRulesShown = 15;

double microseconds(std::uint64_t nanoseconds, std::uint64_t reports) {
    return static_cast<double>(nanoseconds) / 1e3 / static_cast<double>(std::max<std::uint64_t>(reports, 1));
}

void print_phases(const RulePack& pack, const PackProfile& profile) {
    fmt::print(stderr, "Profile of {} report{} by the pack {}, in microseconds of elapsed time a report:\n",
               profile.reports, profile.reports == 1 ? "" : "s", pack.id());
    const auto line = [&](const char* phase, std::uint64_t nanoseconds) {
        fmt::print(stderr, "  {:<44}{:>10.1f}\n", phase, microseconds(nanoseconds, profile.reports));
    };
    line("reading, layout, sentences and words", profile.reading);
    line("matching (all phrases of the pack together)", profile.matching);
    line("rules and their context", profile.rules);
    line("Lua rules", profile.scripts);
    line("scores, flips, checks of figures",
         profile.assessing - std::min(profile.assessing, profile.matching + profile.rules + profile.scripts));
}

void print_rules(const RulePack& pack, const PackProfile& profile) {
    std::vector<std::size_t> order(profile.costs.size());
    for (std::size_t r = 0; r < order.size(); ++r) order[r] = r;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return profile.costs[a].nanoseconds > profile.costs[b].nanoseconds;
    });
    std::uint64_t all = 0;
    for (const RuleCost& cost : profile.costs) all += cost.nanoseconds;
    if (all == 0) return;
    if (order.size() > kRulesShown) order.resize(kRulesShown);
    std::size_t width = 8;
    for (const std::size_t r : order) width = std::max(width, pack.rules()[r].id.size());
    fmt::print(stderr, "The slowest of {} rules:\n  {:<{}}{:>12}{:>8}{:>10}{:>10}{:>16}\n",
               profile.costs.size(), "rule", width, "us a report", "share", "matches", "findings",
               "instructions");
    for (const std::size_t r : order) {
        const RuleCost& cost = profile.costs[r];
        const std::string instructions =
            cost.runs == 0 ? ""
                           : fmt::format("{:.0f} a run", static_cast<double>(cost.instructions) /
                                                             static_cast<double>(cost.runs));
        fmt::print(stderr, "  {:<{}}{:>12.1f}{:>7.1f}%{:>10}{:>10}{:>16}\n", pack.rules()[r].id, width,
                   microseconds(cost.nanoseconds, profile.reports),
                   100 * static_cast<double>(cost.nanoseconds) / static_cast<double>(all), cost.matches,
                   cost.findings, instructions);
    }
}

}  // namespace

void print_profile(const std::vector<Profile>& profiles) {
    Profile sum;
    for (const Profile& profile : profiles) {
        for (const auto& [pack, of_pack] : profile) sum[pack].add(of_pack);
    }
    if (sum.empty()) fmt::print(stderr, "There is nothing to profile: no report was scored.\n");
    for (const auto& [pack, of_pack] : sum) {
        print_phases(*pack, of_pack);
        print_rules(*pack, of_pack);
    }
}

}  // namespace assay::cli
