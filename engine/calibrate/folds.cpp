#include "calibrate/folds.h"

#include <algorithm>
#include <map>

#include "calibrate/random.h"

namespace assay::calibrate {

void Folds::split(const std::vector<std::uint32_t>& rows, std::size_t fold,
                  std::vector<std::uint32_t>& held_out, std::vector<std::uint32_t>& kept) const {
    held_out.clear();
    kept.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) (of[i] == fold ? held_out : kept).push_back(rows[i]);
}

Folds make_folds(const Design& design, const std::vector<std::uint32_t>& rows, std::size_t folds,
                 std::uint64_t seed) {
    std::map<std::uint32_t, std::size_t> sizes;
    for (std::uint32_t r : rows) ++sizes[design.rows[r].authority];
    std::vector<std::uint32_t> authorities;
    for (const auto& [authority, size] : sizes) authorities.push_back(authority);

    Folds result;
    std::map<std::uint32_t, std::uint32_t> fold_of;
    if (folds == 0 || folds >= authorities.size()) {
        for (std::uint32_t authority : authorities)
            fold_of[authority] = static_cast<std::uint32_t>(result.count++);
    } else {
        Random random(seed, 1);
        random.shuffle(authorities);
        std::vector<std::size_t> filled(folds, 0);
        for (std::uint32_t authority : authorities) {
            const auto least = std::min_element(filled.begin(), filled.end()) - filled.begin();
            fold_of[authority] = static_cast<std::uint32_t>(least);
            filled[static_cast<std::size_t>(least)] += sizes[authority];
        }
        result.count = folds;
    }
    for (std::uint32_t r : rows) result.of.push_back(fold_of[design.rows[r].authority]);
    return result;
}

}  // namespace assay::calibrate
