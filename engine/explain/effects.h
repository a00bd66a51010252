// What changing each sentence would do to the balance, kept up to date while sentences are changed.
#pragma once

#include <cstdint>
#include <vector>

#include "explain/balance_state.h"

namespace assay::explain {

/// BalanceState::effect() of every sentence that is asked for, but for rounding. Not thread-safe. Refers to
/// the state, which must outlive its use.
class Effects {
public:
    /// Of the state as it is. `wanted`: by sentence, whether its effect will be asked for.
    void begin(BalanceState& state, const std::vector<char>& wanted);
    /// Changes sentence i, whose effect is not asked for from then on. What it costs depends on the
    /// sentences that share a rule with it, or a group that may reach its cap.
    void change(std::size_t i);
    /// By sentence.
    const std::vector<double>& all() const { return effect_; }

private:
    BalanceState* state_ = nullptr;
    std::vector<char> wanted_;
    std::vector<double> effect_;
    std::vector<double> move_;  // of each share: its part of the sentence's effect
    // Sentences with a part in a group that may reach its cap: theirs is no sum over terms.
    std::vector<std::uint32_t> coupled_;
};

}  // namespace assay::explain
