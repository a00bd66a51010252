#include "explain/effects.h"

namespace assay::explain {

void Effects::begin(BalanceState& state, const std::vector<char>& wanted) {
    state_ = &state;
    wanted_ = wanted;
    const Terms& terms = state.terms();
    effect_.resize(terms.sentences().size());
    coupled_.clear();
    move_.resize(terms.share_count());
    for (std::uint32_t i = 0; i < terms.sentences().size(); ++i) {
        if (wanted_[i] == 0) continue;
        double sum = state.move_alone(i);
        bool may_cap = false;
        double* move = move_.data() + terms.sentences()[i].first_share;
        for (const Share& share : terms.shares(i)) {
            *move = state.move(share.term, share.strength);
            sum += *move++;
            may_cap = may_cap || terms.all()[share.term].may_cap;
        }
        effect_[i] = sum;
        if (may_cap) coupled_.push_back(i);
    }
    for (const std::uint32_t c : coupled_) effect_[c] = state.effect(c);
}

void Effects::change(std::size_t i) {
    state_->change(i);
    wanted_[i] = 0;
    const Terms& terms = state_->terms();
    for (const Share& share : terms.shares(i)) {
        for (const User& user : terms.users(terms.all()[share.term])) {
            if (wanted_[user.sentence] == 0) continue;
            const double now = state_->move(share.term, user.strength);
            effect_[user.sentence] += now - move_[user.share];
            move_[user.share] = now;
        }
    }
    for (const std::uint32_t c : coupled_) {
        if (wanted_[c] != 0) effect_[c] = state_->effect(c);
    }
}

}  // namespace assay::explain
