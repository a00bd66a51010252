// JSON as text, value by value, into memory that is used again for the next report.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace assay::report {

/// Writes JSON without white space. Commas are put where they belong: a value needs one unless it is the
/// first of its array or stands behind its key. Nothing checks that keys and values take turns: the caller
/// opens what it closes. Not thread-safe.
///
/// The string is treated as a buffer: its former content is dropped, its memory reused, and it holds the
/// text once the writer is destroyed.
class JsonText {
public:
    explicit JsonText(std::string& out) : out_(out) { reset(0); }
    ~JsonText() { out_.resize(size()); }
    JsonText(const JsonText&) = delete;
    JsonText& operator=(const JsonText&) = delete;

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }

    /// A key that needs no escapes: a literal of the program.
    template <std::size_t N>
    void key(const char (&name)[N]) {
        room(N + 3);
        separate();
        *at_++ = '"';
        std::memcpy(at_, name, N - 1);
        at_ += N - 1;
        *at_++ = '"';
        *at_++ = ':';
    }

    /// A string. Bytes that are no UTF-8 become U+FFFD: what stands in files may be anything.
    void text(std::string_view bytes);
    template <std::integral Integer>
    void integer(Integer value) {
        room(kLongestNumber);
        separate();
        at_ = std::to_chars(at_, end_, value).ptr;
    }
    /// As short as it reads back the same, with a decimal point or an exponent; null where it is infinite or
    /// no number, for which JSON has no words.
    void number(double value);
    void boolean(bool value) { value ? literal("true") : literal("false"); }
    void null() { literal("null"); }
    /// A value that was written before: see since().
    void again(std::string_view json);

    /// How much is written, and what was written since then. The view ends with the next call.
    std::size_t size() const { return static_cast<std::size_t>(at_ - out_.data()); }
    std::string_view since(std::size_t mark) const { return {out_.data() + mark, size() - mark}; }

private:
    static constexpr std::size_t kLongestNumber = 32;

    void open(char bracket) {
        room(2);
        separate();
        *at_++ = bracket;
    }
    void close(char bracket) {
        room(1);
        *at_++ = bracket;
    }
    template <std::size_t N>
    void literal(const char (&word)[N]) {
        room(N);
        separate();
        std::memcpy(at_, word, N - 1);
        at_ += N - 1;
    }
    void separate() {
        if (at_ == out_.data()) return;
        const char last = at_[-1];
        if (last != '{' && last != '[' && last != ':') *at_++ = ',';
    }
    void room(std::size_t bytes) {
        if (static_cast<std::size_t>(end_ - at_) < bytes) [[unlikely]]
            grow(bytes);
    }
    void grow(std::size_t bytes);
    void reset(std::size_t used) {
        at_ = out_.data() + used;
        end_ = out_.data() + out_.size();
    }

    std::string& out_;
    char* at_ = nullptr;
    char* end_ = nullptr;
};

}  // namespace assay::report
