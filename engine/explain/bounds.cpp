#include "explain/bounds.h"

namespace assay::explain {

// The curve g is concave. Taking strengths u_i out of a term costs g(S) - g(S - sum u), which is convex
// in the sum: at least the sum of the single costs, at most the chord over everything that is open.
// Putting strengths in gains g(S + sum u) - g(S), which is concave: at most the sum of the single
// gains, at least the chord. So a helpful term is bounded from above by its upper form, a harmful one
// by its lower form, and both are sums over sentences. A group that may reach its cap moves by no more
// than its helpful terms, for clamping is monotone and never stretches; its harm is bounded by 0.
void Bounds::begin(BalanceState& state, int direction, bool all) {
    state_ = &state;
    direction_ = direction;
    const std::vector<Term>& terms = state.terms().all();
    const bool removing = state.removing();
    const bool raising_helps = removing != (direction > 0);
    terms_.resize(terms.size());
    for (std::uint32_t t = 0; t < terms.size(); ++t) {
        const bool helps = (terms[t].weight > 0) == raising_helps;
        terms_[t] = {0, 0, false, helps, helps == removing, !helps && terms[t].may_cap};
    }
    open_sentences(all, raising_helps);
    for (std::uint32_t t = 0; t < terms.size(); ++t) {
        if (terms_[t].chord) refresh(t);
    }
    stale_terms_.clear();
    bound_.resize(open_.size());
    for (std::size_t i = 0; i < open_.size(); ++i) {
        bound_is_stale_[i] = 0;
        if (open_[i] != 0) bound_[i] = bound_of(i);
    }
}

void Bounds::open_sentences(bool all, bool raising_helps) {
    const Terms& terms = state_->terms();
    open_.assign(terms.sentences().size(), 1);
    bound_is_stale_.resize(open_.size());
    if (all) return;
    for (std::size_t i = 0; i < open_.size(); ++i) {
        const TermSentence& sentence = terms.sentences()[i];
        bool helps = raising_helps ? sentence.raises : sentence.lowers;
        for (const Share& share : terms.shares(i)) helps = helps || terms_[share.term].helps;
        open_[i] = helps;
    }
}

void Bounds::touch(std::size_t i) {
    for (const Share& share : state_->terms().shares(i)) {
        TermNow& term = terms_[share.term];
        if (term.stale) continue;
        term.stale = true;
        stale_terms_.push_back(share.term);
    }
}

void Bounds::refresh(std::uint32_t t) {
    TermNow& term = terms_[t];
    term.stale = false;
    term.open = 0;
    for (const User& user : state_->terms().users(state_->terms().all()[t])) {
        if (open_[user.sentence] == 0) continue;
        term.open += user.strength;
        bound_is_stale_[user.sentence] = 1;
    }
    if (term.chord && term.open > 0) term.farthest = direction_ * state_->move(t, term.open);
}

double Bounds::bound_of(std::size_t i) {
    double sum = direction_ * state_->move_alone(i);
    for (const Share& share : state_->terms().shares(i)) {
        const TermNow& term = terms_[share.term];
        if (term.ignored) continue;
        sum += term.chord ? term.farthest * (share.strength / term.open)
                          : direction_ * state_->move(share.term, share.strength);
    }
    return sum;
}

const std::vector<double>& Bounds::now() {
    for (const std::uint32_t t : stale_terms_) refresh(t);
    // A sentence is met once for each of its terms that was stale, and computed at the first.
    for (const std::uint32_t t : stale_terms_) {
        for (const User& user : state_->terms().users(state_->terms().all()[t])) {
            if (bound_is_stale_[user.sentence] == 0) continue;
            bound_is_stale_[user.sentence] = 0;
            bound_[user.sentence] = bound_of(user.sentence);
        }
    }
    stale_terms_.clear();
    return bound_;
}

}  // namespace assay::explain
