#include "explain/effects.h"

namespace assay::explain {

void Effects::begin(BalanceState& state) {
    state_ = &state;
    const Terms& terms = state.terms();
    effect_.assign(terms.sentence_count(), 0);
    is_coupled_.assign(terms.sentence_count(), 0);
    coupled_.clear();
    move_.resize(terms.user_count());
    for (std::uint32_t t = 0; t < terms.all().size(); ++t) {
        const Term& term = terms.all()[t];
        double* move = move_.data() + term.first_user;
        for (const User& user : terms.users(term)) {
            *move = state.move(t, user.strength);
            effect_[user.sentence] += *move++;
            if (term.may_cap && is_coupled_[user.sentence] == 0) {
                is_coupled_[user.sentence] = 1;
                coupled_.push_back(user.sentence);
            }
        }
    }
    for (const std::uint32_t c : coupled_) effect_[c] = state.effect(c);
}

void Effects::change(std::size_t i) {
    state_->change(i);
    const Terms& terms = state_->terms();
    for (const Share& share : terms.shares(i)) {
        const Term& term = terms.all()[share.term];
        double* move = move_.data() + term.first_user;
        for (const User& user : terms.users(term)) {
            const double now = state_->move(share.term, user.strength);
            effect_[user.sentence] += now - *move;
            *move++ = now;
        }
    }
    for (const std::uint32_t c : coupled_) effect_[c] = state_->effect(c);
}

}  // namespace assay::explain
