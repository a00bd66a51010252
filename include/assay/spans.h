// A few spans: mostly one, which then needs no memory of its own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

#include "assay/span.h"

namespace assay {

/// A sequence of spans in the manner of std::vector; the first lies in the object itself. A value.
/// Iterators end with the next change.
class Spans {
public:
    using value_type = Span;
    using iterator = Span*;
    using const_iterator = const Span*;

    Spans() = default;
    Spans(std::initializer_list<Span> spans) { append(spans.begin(), spans.end()); }
    Spans(const std::vector<Span>& spans) { append(spans.data(), spans.data() + spans.size()); }
    Spans(const Spans& other) { append(other.begin(), other.end()); }
    Spans(Spans&& other) noexcept { take(other); }
    Spans& operator=(const Spans& other) {
        if (this != &other) {
            clear();
            append(other.begin(), other.end());
        }
        return *this;
    }
    Spans& operator=(Spans&& other) noexcept {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    ~Spans() { release(); }

    operator std::vector<Span>() const { return {begin(), end()}; }

    const Span* begin() const { return capacity_ == 1 ? &one_ : many_; }
    const Span* end() const { return begin() + size_; }
    Span* begin() { return capacity_ == 1 ? &one_ : many_; }
    Span* end() { return begin() + size_; }
    std::uint32_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const Span& operator[](std::size_t i) const { return begin()[i]; }
    Span& operator[](std::size_t i) { return begin()[i]; }
    const Span& front() const { return *begin(); }
    const Span& back() const { return end()[-1]; }

    void clear() { size_ = 0; }
    void push_back(Span span) {
        if (size_ == capacity_) grow(size_ + 1);
        begin()[size_++] = span;
    }
    void append(const Span* first, const Span* last) {
        const auto more = static_cast<std::uint32_t>(last - first);
        if (size_ + more > capacity_) grow(size_ + more);
        std::copy(first, last, end());
        size_ += more;
    }
    /// Ascending, each once.
    void sort_unique() {
        std::sort(begin(), end());
        size_ = static_cast<std::uint32_t>(std::unique(begin(), end()) - begin());
    }

    friend bool operator==(const Spans& a, const Spans& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    void grow(std::uint32_t least) {
        const std::uint32_t room = std::max(least, 2 * capacity_);
        Span* const bigger = new Span[room];
        std::copy(begin(), end(), bigger);
        release();
        many_ = bigger;
        capacity_ = room;
    }
    void release() {
        if (capacity_ != 1) delete[] many_;
    }
    void take(Spans& other) {
        size_ = std::exchange(other.size_, 0);
        capacity_ = std::exchange(other.capacity_, 1);
        if (capacity_ == 1) {
            one_ = other.one_;
        } else {
            many_ = other.many_;
            other.one_ = {};
        }
    }

    union {
        Span one_{};
        Span* many_;  // owned; capacity_ is over 1
    };
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 1;
};

}  // namespace assay
