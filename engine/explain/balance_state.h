// The balance as sentences are taken out or put in.
#pragma once

#include <cstdint>
#include <vector>

#include "explain/terms.h"

namespace assay::explain {

/// Which sentences are in, as far as the balance goes. Not thread-safe. Refers to the terms, which must
/// outlive its use.
class BalanceState {
public:
    /// Starts with every sentence in (`full`), or with none.
    void begin(const Terms& terms, bool full);
    /// Undoes every change since.
    void restart();

    const Terms& terms() const { return *terms_; }
    bool removing() const { return removing_; }
    double balance() const { return balance_; }
    /// Takes sentence i out when the state began full, puts it in when it began empty; and undoes it.
    void change(std::size_t i) { shift(i, removing_ ? -1 : 1); }
    void undo(std::size_t i) { shift(i, removing_ ? 1 : -1); }
    /// By how much change(i) would move the balance. Changes nothing that can be seen.
    double effect(std::size_t i);
    /// By how much a term's value, before any cap, would move if sentences of that strength were changed.
    double move(std::uint32_t term, double strength) {
        Now& now = now_[term];
        if (now.asked_strength != strength) {
            const double after = now.strength + (removing_ ? -strength : strength);
            now.asked_strength = strength;
            now.asked_value = after < kNothing ? 0 : terms_->value_of(terms_->all()[term], after);
        }
        return now.asked_value - now.value;
    }

    /// By how much change(i) moves the balance by what sentence i adds alone.
    double move_alone(std::size_t i) const {
        const double alone = terms_->sentences()[i].alone;
        return removing_ ? -alone : alone;
    }

private:
    // What is left of a sum after its last hit is rounding, and a square root would make it large.
    static constexpr double kNothing = 1e-12;

    struct Now {  // of a term
        double strength;
        double value;
        // What the term would be worth after the change last asked about: most sentences add alike, and a
        // power is dear.
        double asked_strength, asked_value;
    };

    void shift(std::size_t i, double sign);

    const Terms* terms_ = nullptr;
    bool removing_ = true;
    double balance_ = 0;
    std::vector<Now> now_;  // by term
    std::vector<double> group_sum_;
    // As it began.
    double first_balance_ = 0;
    std::vector<Now> first_now_;
    std::vector<double> first_group_sum_;
    std::vector<double> group_move_;         // scratch of effect(); zero in between
    std::vector<std::size_t> groups_moved_;  // scratch of effect()
};

}  // namespace assay::explain
