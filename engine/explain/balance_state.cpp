#include "explain/balance_state.h"

namespace assay::explain {

void BalanceState::begin(const Terms& terms, bool full) {
    terms_ = &terms;
    removing_ = full;
    first_group_sum_.assign(terms.group_count(), 0);
    group_move_.assign(terms.group_count(), 0);
    first_now_.resize(terms.all().size());
    double balance = 0;
    Now* now = first_now_.data();
    for (const Term& term : terms.all()) {
        *now = full ? Now{term.strength, term.value, -1, 0} : Now{0, 0, -1, 0};
        (term.group < 0 ? balance : first_group_sum_[static_cast<std::size_t>(term.group)]) += now->value;
        ++now;
    }
    if (full) {
        for (const TermSentence& sentence : terms.sentences()) balance += sentence.alone;
    }
    for (std::size_t g = 0; g < first_group_sum_.size(); ++g) balance += terms.capped(first_group_sum_[g], g);
    first_balance_ = balance;
    restart();
}

void BalanceState::restart() {
    balance_ = first_balance_;
    now_ = first_now_;
    group_sum_ = first_group_sum_;
}

void BalanceState::shift(std::size_t i, double sign) {
    balance_ += sign * terms_->sentences()[i].alone;
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
    double moved = move_alone(i);
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
