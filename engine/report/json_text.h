// JSON as text, value by value, into memory that is used again for the next report.
#pragma once

#include <array>
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
/// The string's former content is dropped, its memory reused; it holds the text once the writer is destroyed.
class JsonText {
public:
    explicit JsonText(std::string& out) : out_(out) { out_.clear(); }
    ~JsonText() { flush(); }
    JsonText(const JsonText&) = delete;
    JsonText& operator=(const JsonText&) = delete;

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }

    /// A key that needs no escapes: a literal of the program.
    template <std::size_t N>
    void key(const char (&name)[N]) {
        begin_value(N + 2);
        *at_++ = '"';
        std::memcpy(at_, name, N - 1);
        at_ += N - 1;
        *at_++ = '"';
        *at_++ = ':';
        first_ = true;
    }

    /// A string. Bytes that are no UTF-8 become U+FFFD: what stands in files may be anything.
    void text(std::string_view bytes);
    template <std::integral Integer>
    void integer(Integer value) {
        begin_value(kLongestNumber);
        at_ = std::to_chars(at_, at_ + kLongestNumber, value).ptr;
    }
    /// As short as it reads back the same, with a decimal point or an exponent; null where it is infinite or
    /// no number, for which JSON has no words.
    void number(double value);
    void boolean(bool value) { value ? literal("true") : literal("false"); }
    void null() { literal("null"); }
    /// A value that was written before: see since().
    void again(std::string_view json) {
        begin_value(0);
        put(json);
    }
    /// Part of an object that was written before: from its brace or a key of it to a key, whose value is
    /// next.
    void up_to_value(std::string_view json) {
        begin_value(0);
        put(json);
        first_ = true;
    }

    /// How much is written, and what was written since then. The view ends with the next call.
    std::size_t size() const { return out_.size() + pending(); }
    std::string_view since(std::size_t mark) {
        flush();
        return std::string_view(out_).substr(mark);
    }

    /// Gives away what is written so far, and begins anew behind it: marks of size() are void.
    template <class Sink>
    void hand_over(const Sink& sink) {
        flush();
        sink(std::string_view(out_));
        out_.clear();
    }

private:
    // Small writes gather in a block that stays in the cache. Into the string itself, every one would ask for
    // room, and growing it would fill with zeros what is written over at once.
    static constexpr std::size_t kBlock = 8 << 10;
    static constexpr std::size_t kLongestNumber = 32;

    void open(char bracket) {
        begin_value(1);
        *at_++ = bracket;
        first_ = true;
    }
    void close(char bracket) {
        room(1);
        *at_++ = bracket;
        first_ = false;
    }
    template <std::size_t N>
    void literal(const char (&word)[N]) {
        begin_value(N);
        std::memcpy(at_, word, N - 1);
        at_ += N - 1;
    }
    // Room for a value of so many bytes, and the comma before it.
    void begin_value(std::size_t bytes) {
        room(bytes + 1);
        if (!first_) *at_++ = ',';
        first_ = false;
    }
    void room(std::size_t bytes) {
        if (static_cast<std::size_t>(block_.data() + kBlock - at_) < bytes) [[unlikely]]
            flush();
    }
    void put(std::string_view json) {
        if (json.size() <= kBlock / 4) {
            room(json.size());
            std::memcpy(at_, json.data(), json.size());
            at_ += json.size();
        } else {
            flush();
            out_.append(json);
        }
    }
    std::size_t pending() const { return static_cast<std::size_t>(at_ - block_.data()); }
    void flush() {
        out_.append(block_.data(), pending());
        at_ = block_.data();
    }

    // Numbers come again and again: rules share points, and hits that are alone share what they contribute.
    struct Remembered {
        double value = 0;
        std::uint8_t length = 0;  // 0: nothing is remembered here
        std::array<char, kLongestNumber> digits;
    };

    std::string& out_;
    bool first_ = true;  // the next value is the first of its array, or stands behind its key
    std::array<Remembered, 32> remembered_{};
    std::array<char, kBlock> block_;
    char* at_ = block_.data();
};

}  // namespace assay::report
