// How far the balance may still be moved by each of the sentences that a search has not decided on.
#pragma once

#include <cstdint>
#include <vector>

#include "explain/balance_state.h"

namespace assay::explain {

/// For every open sentence i an upper bound b_i such that changing any set A of open sentences moves the
/// balance by at most the sum of b_i over A in the direction. Not thread-safe. Refers to the state, which
/// must outlive its use and says every change by touch().
class Bounds {
public:
    /// For a search in `direction` (+1 or -1) from the beginning of the state. Opens all sentences, or those
    /// with anything that helps.
    void begin(BalanceState& state, int direction, bool all);

    bool open(std::size_t i) const { return open_[i] != 0; }
    /// By sentence.
    const std::vector<char>& open() const { return open_; }
    void close(std::size_t i) { set_open(i, 0); }
    void reopen(std::size_t i) { set_open(i, 1); }
    /// Sentence i was changed, or the change undone.
    void touch(std::size_t i);

    /// By sentence. Only what was touched, closed or opened since the last call is computed anew. Bounds of
    /// sentences that are not open mean nothing.
    const std::vector<double>& now();

private:
    struct TermNow {
        double open = 0;      // strength of its open sentences
        double farthest = 0;  // by how much all of them together move it in the direction
        bool stale = false;
        bool helps = false;
        bool chord = false;  // not the sum of single moves
        bool ignored = false;
    };

    void set_open(std::size_t i, char open) {
        open_[i] = open;
        touch(i);
    }
    void open_sentences(bool all, bool raising_helps);
    void refresh(std::uint32_t term);
    double bound_of(std::size_t i);

    BalanceState* state_ = nullptr;
    double direction_ = 1;
    std::vector<char> open_;
    std::vector<double> bound_;
    std::vector<char> bound_is_stale_;
    std::vector<TermNow> terms_;
    std::vector<std::uint32_t> stale_terms_;
};

}  // namespace assay::explain
