// What would be if scores had nothing to do with texts: each authority takes over another one's, at random.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "calibrate/random.h"

namespace assay::calibrate {

/// Pairs items of authorities with items of others, statement by statement, so that what belongs to one
/// authority stays together. `Item` has `statement` and `authority`, both std::uint32_t. Thread-safe once
/// made.
class Exchange {
public:
    template <class Item>
    explicit Exchange(const std::vector<Item>& items) {
        std::set<std::uint32_t> authorities;
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            by_statement_[items[i].statement][items[i].authority].push_back(i);
            authorities.insert(items[i].authority);
        }
        authorities_.assign(authorities.begin(), authorities.end());
    }

    /// One draw: `pair(receiver, giver)` is called once for every item, with indices of items.
    template <class Pair>
    void draw(Random& random, Pair&& pair) const {
        std::vector<std::uint32_t> order = authorities_;
        random.shuffle(order);
        for (const auto& [statement, groups] : by_statement_) {
            std::vector<const std::vector<std::uint32_t>*> givers;
            for (const std::uint32_t authority : order) {
                const auto found = groups.find(authority);
                if (found != groups.end()) givers.push_back(&found->second);
            }
            std::size_t next = 0;
            for (const auto& [authority, receivers] : groups) {
                const std::vector<std::uint32_t>& giver = *givers[next++];
                for (std::size_t k = 0; k < receivers.size(); ++k)
                    pair(receivers[k], giver[k % giver.size()]);
            }
        }
    }

private:
    std::map<std::uint32_t, std::map<std::uint32_t, std::vector<std::uint32_t>>> by_statement_;
    std::vector<std::uint32_t> authorities_;
};

}  // namespace assay::calibrate
