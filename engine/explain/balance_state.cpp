#include "explain/balance_state.h"

namespace assay::explain {

namespace {

// What is left of a sum after its last hit is rounding, and a square root would make it large.
constexpr double kNothing = 1e-12;

}  // namespace

void BalanceState::begin(const Terms& terms, bool full) {
    terms_ = &terms;
    removing_ = full;
    balance_ = 0;
    group_sum_.assign(terms.group_count(), 0);
    group_move_.assign(terms.group_count(), 0);
    now_.clear();
    now_.reserve(terms.all().size());
    for (const Term& term : terms.all()) {
        const double value = full ? term.value : 0;
        now_.push_back({full ? term.strength : 0, value, -1, 0});
        if (term.group < 0) {
            balance_ += value;
        } else {
            group_sum_[static_cast<std::size_t>(term.group)] += value;
        }
    }
    for (std::size_t g = 0; g < group_sum_.size(); ++g) balance_ += terms.capped(group_sum_[g], g);
}

void BalanceState::ask(std::uint32_t term, double strength) {
    Now& now = now_[term];
    const double after = now.strength + (removing_ ? -strength : strength);
    now.asked_strength = strength;
    now.asked_value = after < kNothing ? 0 : terms_->value_of(terms_->all()[term], after);
}

void BalanceState::shift(std::size_t i, double sign) {
    for (const Share& share : terms_->shares(i)) {
        const Term& term = terms_->all()[share.term];
        Now& now = now_[share.term];
        now.strength += sign * share.strength;
        if (now.strength < kNothing) now.strength = 0;
        now.asked_strength = -1;
        const double value = terms_->value_of(term, now.strength);
        if (term.group < 0) {
            balance_ += value - now.value;
        } else {
            const auto group = static_cast<std::size_t>(term.group);
            double& sum = group_sum_[group];
            balance_ -= terms_->capped(sum, group);
            sum += value - now.value;
            balance_ += terms_->capped(sum, group);
        }
        now.value = value;
    }
}

double BalanceState::effect(std::size_t i) {
    double moved = 0;
    for (const Share& share : terms_->shares(i)) {
        const Term& term = terms_->all()[share.term];
        const double move = this->move(share.term, share.strength);
        if (!term.may_cap) {
            moved += move;
            continue;
        }
        const auto group = static_cast<std::size_t>(term.group);
        if (group_move_[group] == 0) groups_moved_.push_back(group);
        group_move_[group] += move;
    }
    for (const std::size_t group : groups_moved_) {
        const double sum = group_sum_[group];
        moved += terms_->capped(sum + group_move_[group], group) - terms_->capped(sum, group);
        group_move_[group] = 0;
    }
    groups_moved_.clear();
    return moved;
}

}  // namespace assay::explain
