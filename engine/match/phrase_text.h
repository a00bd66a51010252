// The text of a phrase while it is read: characters and words, columns, and the first mistake.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/phrase.h"

namespace assay::match {

inline bool is_space(char c) {
    return c == ' ' || c == '\t';
}

inline bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Of a word, as far as one byte tells: of every character that is not ASCII, too.
inline bool is_word_byte(char c) {
    return is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '\'';
}

/// Of the name of a list or a capture.
inline bool is_name_byte(char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
}

/// Where reading has come to, from left to right. Refers to the text.
class PhraseText {
public:
    explicit PhraseText(std::string_view text) : text_(text) {}

    std::string_view all() const { return text_; }
    std::size_t at() const { return at_; }
    bool at_end() const { return at_ == text_.size(); }
    char next() const { return text_[at_]; }  ///< not at the end
    void skip(std::size_t bytes) { at_ += bytes; }

    bool good() const { return errors_.empty(); }
    std::vector<PhraseError> take_errors() { return std::move(errors_); }

    /// The column of a byte, from 1, in characters: continuation bytes do not count.
    // They are mostly asked for from left to right: the count goes on from the last one.
    std::uint32_t column(std::size_t byte) {
        if (byte < counted_) counted_ = characters_ = 0;
        for (; counted_ < byte && counted_ < text_.size(); ++counted_) {
            if ((static_cast<unsigned char>(text_[counted_]) & 0xC0) != 0x80) ++characters_;
        }
        return characters_ + 1;
    }

    /// Keeps the first mistake of all.
    void fail(PhraseError error) {
        if (errors_.empty()) errors_.push_back(std::move(error));
    }
    /// The same, at a byte.
    void fail(std::size_t byte, std::size_t length, std::string message, std::string suggestion) {
        if (!errors_.empty()) return;
        fail({column(byte), static_cast<std::uint32_t>(length), std::move(message), std::move(suggestion)});
    }

    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    /// The bytes from here on that are accepted.
    template <class Accept>
    std::string_view take_while(Accept accept) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && accept(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    /// A word, or a number with commas between its thousands.
    std::string_view take_word() {
        const std::size_t begin = at_;
        const std::string_view word = take_while(is_word_byte);
        const auto digit = [&](std::size_t i) { return i < text_.size() && is_digit(text_[i]); };
        if (word.empty() || word.size() > 3 || !std::all_of(word.begin(), word.end(), is_digit)) return word;
        while (at_ < text_.size() && text_[at_] == ',' && digit(at_ + 1) && digit(at_ + 2) &&
               digit(at_ + 3) && !digit(at_ + 4))
            at_ += 4;
        return text_.substr(begin, at_ - begin);
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t counted_ = 0;       // bytes whose characters are counted
    std::uint32_t characters_ = 0;  // ... and how many they are
    std::vector<PhraseError> errors_;
};

}  // namespace assay::match
