// JSON as text, value by value, into memory that is used again for the next report.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "assay/span.h"
#include "report/number_texts.h"
#include "report/parts.h"

namespace assay::report {

/// Writes JSON without white space. Commas are put where they belong: a value needs one unless it is the
/// first of its array or stands behind its key. Nothing checks that keys and values take turns: the caller
/// opens what it closes. Not thread-safe.
///
/// The string's former content is dropped, its memory reused; it holds the text once the writer is destroyed,
/// and nothing of use before.
class JsonText {
public:
    explicit JsonText(std::string& out) : out_(out), at_(out.data()), end_(out.data() + out.size()) {}
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
        up_to_value("\"", name, "\":");
    }

    /// A string. Bytes that are no UTF-8 become U+FFFD: what stands in files may be anything.
    void text(std::string_view bytes);
    /// Stretches of a text as one string on one line: every run of white space becomes a blank, as does what
    /// lies between two stretches; none is left at either end. Bytes that are no UTF-8 become U+FFFD.
    void line(std::string_view text, std::span<const Span> stretches);
    void line(std::string_view text, Span stretch) { line(text, std::span(&stretch, 1)); }
    template <std::integral Integer>
    void integer(Integer value) {
        ready(value);
    }
    /// As short as it reads back the same, with a decimal point or an exponent; null where it is infinite or
    /// no number, for which JSON has no words.
    void number(double value);
    void boolean(bool value) { value ? ready("true") : ready("false"); }
    void null() { ready("null"); }

    /// JSON put together of parts, which are ready text and whole numbers: one value, or some keys with their
    /// values.
    template <class... Parts>
    void ready(const Parts&... parts) {
        put_parts(parts...);
        first_ = false;
    }
    /// The same, but what comes next is a value that needs no comma: the parts end with a key's colon or with
    /// an opening bracket.
    template <class... Parts>
    void up_to_value(const Parts&... parts) {
        put_parts(parts...);
        first_ = true;
    }

    /// Something that was written already, by its place.
    struct Stretch {
        std::size_t begin = 0;
        std::size_t size = 0;
    };
    /// How much is written, and what was written since it was so much.
    std::size_t size() const { return static_cast<std::size_t>(at_ - out_.data()); }
    Stretch since(std::size_t mark) const { return {mark, size() - mark}; }
    /// Writes a value that was written before, or some keys with their values.
    void again(Stretch stretch) {
        char* const at = begin_value(stretch.size);
        at_ = parts::put(at, {out_.data() + stretch.begin, stretch.size});
        first_ = false;
    }

    /// Gives away what is written so far, and begins anew behind it: sizes and stretches from before are
    /// void.
    template <class Sink>
    void hand_over(const Sink& sink) {
        sink(std::string_view(out_.data(), size()));
        at_ = out_.data();
    }

private:
    void open(char bracket) {
        char* at = begin_value(1);
        *at++ = bracket;
        at_ = at;
        first_ = true;
    }
    void close(char bracket) {
        room(1);
        char* at = at_;
        *at++ = bracket;
        at_ = at;
        first_ = false;
    }
    template <class... Parts>
    void put_parts(const Parts&... parts) {
        char* at = begin_value((parts::most(parts) + ...));
        ((at = parts::put(at, parts)), ...);
        at_ = at;
    }
    // Room for a value of so many bytes, and the comma before it. The caller sets at_ once it has written:
    // with a copy of its own, which no character that it writes can change, it need not look again each time.
    char* begin_value(std::size_t bytes) {
        room(bytes + 1);
        char* at = at_;
        if (!first_) *at++ = ',';
        return at;
    }
    void room(std::size_t bytes) {
        if (static_cast<std::size_t>(end_ - at_) < bytes) [[unlikely]]
            grow(bytes);
    }
    void grow(std::size_t bytes);
    template <bool one_line>
    bool plain(std::string_view text, std::size_t begin, std::size_t end);
    template <bool one_line>
    void characters(std::string_view bytes, std::size_t at, std::size_t end);

    // The string stays as large as it was, and what is behind at_ waits to be written over: a string that is
    // made shorter and grows again is filled with zeros first, each time.
    std::string& out_;
    char* at_;
    char* end_;
    bool first_ = true;  // the next value is the first of its array, or stands behind its key
    NumberTexts numbers_;
};

}  // namespace assay::report
