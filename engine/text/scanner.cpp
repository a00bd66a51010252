#include "text/scanner.h"

#include <algorithm>
#include <array>

#include "text/boundary.h"
#include "text/char_class.h"
#include "text/fold.h"
#include "text/number_words.h"
#include "text/utf8.h"

namespace assay::text {

namespace {

constexpr std::size_t kLongestToken = 0xFFFF;
constexpr std::ptrdiff_t kWindow = 16;  // bytes that are looked at together
constexpr std::uint64_t kPercentWord = hash_folded("percent");
constexpr std::uint64_t kCentWord = hash_folded("cent");
constexpr std::uint64_t kPerWord = hash_folded("per");

/// Units that are written right after digits and read apart from them: £3m, 24hrs, 9.30am.
constexpr WordSet<64> kAttachedUnits{"m",  "bn",  "k",  "am",  "pm",   "hr", "hrs", "min", "mins",
                                     "yr", "yrs", "wk", "wks", "mths", "km", "kg",  "p",   "pc"};

/// Words that say something about a number, or are one.
constexpr WordFilter kTelling = [] {
    WordFilter filter = kNumberWords.filter();
    filter.add(kPercentWord);
    filter.add(kCentWord);
    return filter;
}();

/// Token flags for what stood before it, by the bits of Gap.
constexpr std::array<std::uint8_t, 64> make_gap_flags() {
    std::array<std::uint8_t, 64> flags{};
    for (std::size_t gap = 0; gap < flags.size(); ++gap) {
        std::uint8_t f = 0;
        if (gap <= 1) f |= kSpaced;
        if (gap == 2) f |= kAfterHyphen;
        if ((gap & 4) != 0) f |= kAfterPause;
        if ((gap & 8) != 0) f |= kAfterBreak;
        flags[gap] = f;
    }
    return flags;
}
constexpr std::array<std::uint8_t, 64> kGapFlags = make_gap_flags();

CharKind kind_at(const char* p, const char* end, std::uint32_t& length) {
    const CodePoint point = decode(p, end);
    length = point.length;
    return point.value == CodePoint::kInvalid ? CharKind::other : kind_of(point.value);
}

bool letter_at(const char* p, const char* end) {
    if (p >= end) return false;
    if (class_of(*p) != ByteClass::high) return is_letter(*p);
    std::uint32_t length = 0;
    return kind_at(p, end, length) == CharKind::letter;
}

bool is_blank(const char* p, const char* end) {
    while (p < end) {
        if (class_of(*p) == ByteClass::space) {
            ++p;
            continue;
        }
        if (class_of(*p) != ByteClass::high) return false;
        std::uint32_t length = 0;
        const CharKind kind = kind_at(p, end, length);
        if (kind != CharKind::space && kind != CharKind::invisible) return false;
        p += length;
    }
    return true;
}

bool begins_with_bullet(const char* p, const char* end) {
    std::uint32_t length = 0;
    return class_of(*p) == ByteClass::high && kind_at(p, end, length) == CharKind::bullet;
}

const char* trim_end(const char* begin, const char* end) {
    while (end > begin && class_of(end[-1]) == ByteClass::space) --end;
    return end;
}

const char* trim_begin(const char* begin, const char* end) {
    while (begin < end && class_of(*begin) == ByteClass::space) ++begin;
    return begin;
}

}  // namespace

Scanner::Scanner(std::string_view text, std::span<const Span> excluded, ScanOutput output)
    : text_(text.data()), text_end_(text.data() + text.size()), excluded_(excluded), out_(output) {}

void Scanner::scan(std::span<const Span> lines, const Sentence& like, bool one_sentence) {
    lines_ = lines;
    like_ = like;
    open_ = false;
    const char* previous_end = nullptr;
    for (line_ = 0; line_ < lines_.size(); ++line_) {
        line_begin_ = text_ + lines_[line_].begin;
        line_end_ = trim_end(line_begin_, text_ + lines_[line_].end);
        line_begin_ = trim_begin(line_begin_, line_end_);
        if (line_begin_ == line_end_) continue;
        if (open_ && !one_sentence && begins_with_bullet(line_begin_, line_end_))
            close_sentence(previous_end);
        if (open_) {
            if (gap_ != kHyphen) gap_ |= kSpace;
            if (!is_blank(previous_end, line_begin_)) {
                out_.pieces.push_back({piece_begin_, offset(previous_end)});
                piece_begin_ = offset(line_begin_);
            }
        }
        scan_line(one_sentence);
        previous_end = line_end_;
    }
    if (open_) close_sentence(previous_end);
}

void Scanner::scan_line(bool one_sentence) {
    const char* p = line_begin_;
    const char* const end = line_end_;
    if (!one_sentence) p = skip_mark(p, end);
    while (p < end) {
        switch (class_of(*p)) {
            case ByteClass::letter:
                p = scan_words(p);
                break;
            case ByteClass::digit:
                p = scan_number(p);
                break;
            case ByteClass::space:
                gap_ |= kSpace;
                ++p;
                break;
            case ByteClass::stop:
                p = scan_stop(p, one_sentence);
                break;
            case ByteClass::apostrophe:
                p = scan_apostrophe(p, 1);
                break;
            case ByteClass::hyphen:
                p = scan_hyphen(p, 1);
                break;
            case ByteClass::pause:
                if (!open_ && (*p == '(' || *p == '"' || *p == '[')) open_sentence(p);
                gap_ |= kPause;
                ++p;
                break;
            case ByteClass::semicolon:
                gap_ |= kBreak;
                ++p;
                break;
            case ByteClass::percent:
                if (in_sentence_token() && gap_ <= kSpace && out_.tokens.back().kind == TokenKind::number) {
                    out_.tokens.back().flags |= kPercent;
                    percents_ = true;
                }
                gap_ |= kOther;
                ++p;
                break;
            case ByteClass::currency:
                if (!open_) open_sentence(p);
                gap_ |= kCurrency;
                ++p;
                break;
            case ByteClass::markup: {
                const std::size_t length = markup_length(p, end);
                gap_ |= length > 0 ? kSpace : kOther;
                p += std::max<std::size_t>(length, 1);
                break;
            }
            case ByteClass::high:
                p = scan_high(p, one_sentence);
                break;
            case ByteClass::other:
                gap_ |= kOther;
                ++p;
                break;
        }
    }
}

/// Steps over what marks an item of a list at the beginning of a block: a bullet or dash, "12.",
/// "12)", "(a)", "1.2".
const char* Scanner::skip_mark(const char* p, const char* end) const {
    std::uint32_t length = 0;
    const auto blank_or_end = [end](const char* q) { return q == end || class_of(*q) == ByteClass::space; };
    if (line_ > 0) return p;
    if (class_of(*p) == ByteClass::high) {
        const CharKind kind = kind_at(p, end, length);
        if (kind == CharKind::bullet || (kind == CharKind::dash && blank_or_end(p + length))) {
            p = trim_begin(p + length, end);
        }
    } else if ((*p == '-' || *p == '*' || *p == '+') && blank_or_end(p + 1)) {
        p = trim_begin(p + 1, end);
    } else if (*p == 'o' && end - p > 2 && p[1] == ' ' && is_upper_ascii(p[2])) {
        p += 2;  // the hollow bullet of word processors, as a letter
    }
    const char* q = p;
    const bool bracketed = q < end && *q == '(';
    if (bracketed) ++q;
    const char* const label = q;
    while (q < end && q - label < 3 && is_digit(*q)) ++q;
    if (q == label) {
        while (q < end && q - label < 4 && (*q == 'i' || *q == 'v' || *q == 'x')) ++q;
        if (q == label && q < end && is_lower_ascii(*q)) ++q;
        // A letter is a label in brackets or before one: "a." may be the end of an odd sentence.
        if (q == label || q == end || *q != ')') return p;
        return blank_or_end(q + 1) ? trim_begin(q + 1, end) : p;
    }
    if (q == end) return p;
    if (*q == ')') return blank_or_end(q + 1) ? trim_begin(q + 1, end) : p;
    if (bracketed || *q != '.') return p;
    ++q;
    while (q < end && is_digit(*q)) {  // 1.2 and 1.2.3 before a capital
        while (q < end && is_digit(*q)) ++q;
        if (q < end && *q == '.') ++q;
        if (q < end && *q == ' ' && end - q > 1 && is_upper_ascii(q[1])) return q + 1;
        if (q == end || !is_digit(*q)) return p;
    }
    if (q < end && is_upper_ascii(*q)) return q;
    return blank_or_end(q) ? trim_begin(q, end) : p;
}

inline void Scanner::emit(const char* begin, const char* end, TokenKind kind, std::uint8_t flags,
                          std::uint64_t fold) {
    if (!open_) open_sentence(begin);
    const auto length = static_cast<std::size_t>(end - begin);
    if (kind == TokenKind::number) figures_ = true;
    flags |= kGapFlags[gap_];
    gap_ = kNothing;
    if (length > kLongestToken) [[unlikely]]
        return emit_long(begin, end, kind, flags);
    out_.tokens.push_back({offset(begin), static_cast<std::uint16_t>(length), kind, flags, fold});
}

/// A word, and those that follow it after one blank each as long as they are short and of letters only:
/// nearly all of a text. `p` stands at a letter.
const char* Scanner::scan_words(const char* p) {
    // In a letter the bit that a small one has.
    static_assert(kCapital == 0x20);
    const char* const text = text_;
    const char* const end = line_end_;
    // A window that begins here, and the byte behind it, must be readable: the text may be shorter than that.
    const char* const last_window = text_end_ - text > kWindow ? text_end_ - kWindow - 1 : nullptr;
    std::vector<Token>& tokens = out_.tokens;
    if (!open_) open_sentence(p);
    std::uint8_t gap = gap_;
    std::uint8_t before = kGapFlags[gap];
    while (last_window != nullptr && p <= last_window) {
        const auto length = static_cast<std::ptrdiff_t>(letter_run16(p));
        const char* const after = p + length;
        const bool blank_follows = after < end && *after == ' ';
        if (!blank_follows) {
            // Lines end where words do, but nothing says that they must.
            if (after > end || length == kWindow || (after < end && !ends_word(*after))) break;
        }
        if (length == 0) {  // behind a blank
            gap_ = gap;
            return p;
        }
        const std::uint64_t fold = hash_short(p, static_cast<std::size_t>(length));
        const auto flags = static_cast<std::uint8_t>(before | (~*p & kCapital));
        const auto begin = static_cast<std::uint32_t>(p - text);
        tokens.push_back({begin, static_cast<std::uint16_t>(length), TokenKind::word, flags, fold});
        if (kTelling.may_hold(fold)) [[unlikely]]
            note_telling(fold);
        if (!blank_follows) {
            gap_ = kNothing;
            return after;
        }
        gap = kSpace;
        before = kSpaced;
        p = after + 1;
    }
    gap_ = gap;
    return p < end && is_letter(*p) ? scan_word(p) : p;
}

/// A word of any kind.
const char* Scanner::scan_word(const char* p) {
    const char* const begin = p;
    const char* const end = line_end_;
    while (p < end && is_alnum(*p)) ++p;
    if (p < end && (*p == '\'' || class_of(*p) == ByteClass::high)) {
        if (const char* q = scan_possessive(begin, p)) return q;
        if (const char* q = scan_long_word(begin, p)) return q;
    }
    const auto length = static_cast<std::size_t>(p - begin);
    std::uint64_t fold = 0;
    if (text_end_ - begin >= kWindow) {
        fold = hash_plain(begin, length);
    } else {
        std::array<char, static_cast<std::size_t>(kWindow)> copy{};
        std::copy(begin, p, copy.begin());
        fold = hash_plain(copy.data(), length);
    }
    emit(begin, p, TokenKind::word, is_upper_ascii(*begin) ? kCapital : 0, fold);
    if (kTelling.may_hold(fold)) note_telling(fold);
    return p;
}

/// Marks the last token where it is a number in words, or the number before it where it is "percent" or
/// "per cent".
void Scanner::note_telling(std::uint64_t fold) {
    if (kNumberWords.find(fold) != nullptr) {
        out_.tokens.back().flags |= kNumberWord;
        figures_ = true;
    }
    if ((fold != kPercentWord && fold != kCentWord) || out_.tokens.size() - first_token_ < 2) return;
    std::size_t number = out_.tokens.size() - 2;
    if (fold == kCentWord) {
        if (out_.tokens[number].fold != kPerWord || number == first_token_) return;
        --number;
    }
    if (out_.tokens[number].kind == TokenKind::number || (out_.tokens[number].flags & kNumberWord) != 0) {
        out_.tokens[number].flags |= kPercent;
        percents_ = true;
    }
}

/// The commonest of the words that are not plain: short, with one apostrophe inside ("children’s").
/// Null for all others. `p` stands at the apostrophe.
const char* Scanner::scan_possessive(const char* begin, const char* p) {
    std::size_t sign = 0;
    if (*p == '\'')
        sign = 1;
    else if (line_end_ - p > 3 && p[0] == '\xE2' && p[1] == '\x80' && p[2] == '\x99')
        sign = 3;
    if (sign == 0) return nullptr;
    const auto before = static_cast<std::size_t>(p - begin);
    std::array<char, 32> copy{};
    if (before > 13 || !is_letter(*begin)) return nullptr;
    std::copy(begin, p, copy.begin());
    const char* q = p + sign;
    std::size_t length = before;
    while (q < line_end_ && is_letter(*q) && length < 16) copy[length++] = *q++;
    if (length == before ||
        (q < line_end_ && (is_alnum(*q) || *q == '\'' || class_of(*q) == ByteClass::high))) {
        return nullptr;
    }
    const auto flags = static_cast<std::uint8_t>(is_upper_ascii(*begin) ? kCapital : 0);
    emit(begin, q, TokenKind::word, flags, hash_plain(copy.data(), length));
    return q;
}

/// A word with apostrophes or letters that are not ASCII; `p` is the first byte that the quick loop
/// did not take. Null when the word ends there after all.
const char* Scanner::scan_long_word(const char* begin, const char* p) {
    const char* const end = line_end_;
    const char* const quick_end = p;
    while (p < end) {
        if (is_alnum(*p)) {
            ++p;
        } else if (*p == '\'') {
            if (!letter_at(p + 1, end)) break;
            ++p;
        } else if (class_of(*p) == ByteClass::high) {
            std::uint32_t length = 0;
            const CharKind kind = kind_at(p, end, length);
            const bool joins = kind == CharKind::apostrophe || kind == CharKind::invisible;
            if (kind != CharKind::letter && !(joins && letter_at(p + length, end))) break;
            p += length;
        } else {
            break;
        }
    }
    if (p == quick_end) return nullptr;
    scratch_.clear();
    fold_into({begin, static_cast<std::size_t>(p - begin)}, scratch_);
    std::uint8_t flags = 0;
    if (is_upper_ascii(*begin) ||
        (class_of(*begin) == ByteClass::high && is_upper(decode(begin, end).value))) {
        flags = kCapital;
    }
    const std::uint64_t fold = hash_folded(scratch_);
    emit(begin, p, TokenKind::word, flags, fold);
    if (kTelling.may_hold(fold)) note_telling(fold);
    return p;
}

const char* Scanner::scan_number(const char* p) {
    const char* const begin = p;
    const char* const end = line_end_;
    while (p < end && is_digit(*p)) ++p;
    const auto money = static_cast<std::uint8_t>((gap_ & kCurrency) != 0 ? kMoney : 0);
    const auto emit_ascii = [&] {
        emit(begin, p, TokenKind::number, money, hash_folded({begin, static_cast<std::size_t>(p - begin)}));
        return p;
    };
    const auto digits_at = [end](const char* q, std::ptrdiff_t count) {
        if (end - q < count) return false;
        return std::all_of(q, q + count, is_digit) && (q + count == end || !is_digit(q[count]));
    };
    if (p < end && (is_letter(*p) || (*p == '\'' && letter_at(p + 1, end)) || letter_at(p, end))) {
        std::array<char, 4> unit{};
        std::size_t letters = 0;
        const char* q = p;
        for (; q < end && is_letter(*q) && letters < unit.size(); ++q)
            unit[letters++] = static_cast<char>(*q | 0x20);
        const bool whole = q == end || (!is_alnum(*q) && *q != '\'' && !letter_at(q, end));
        if (whole && kAttachedUnits.contains(hash_folded({unit.data(), letters}))) return emit_ascii();
        return scan_word(begin);
    }
    if (p - begin <= 3) {
        while (p < end && *p == ',' && digits_at(p + 1, 3)) p += 4;
    }
    while (p < end && *p == '.' && end - p > 1 && is_digit(p[1])) {
        ++p;
        while (p < end && is_digit(*p)) ++p;
    }
    if (p < end && class_of(*p) == ByteClass::high) {
        std::uint32_t length = 0;
        if (kind_at(p, end, length) == CharKind::fraction) {
            p += length;
            scratch_.clear();
            fold_into({begin, static_cast<std::size_t>(p - begin)}, scratch_);
            emit(begin, p, TokenKind::number, money, hash_folded(scratch_));
            return p;
        }
    }
    return emit_ascii();
}

const char* Scanner::scan_high(const char* p, bool one_sentence) {
    std::uint32_t length = 0;
    switch (kind_at(p, line_end_, length)) {
        case CharKind::letter:
            return scan_long_word(p, p);
        case CharKind::fraction: {
            scratch_.assign(p, length);
            const auto money = static_cast<std::uint8_t>((gap_ & kCurrency) != 0 ? kMoney : 0);
            emit(p, p + length, TokenKind::number, money, hash_folded(scratch_));
            return p + length;
        }
        case CharKind::space:
            gap_ |= kSpace;
            break;
        case CharKind::apostrophe:
            return scan_apostrophe(p, length);
        case CharKind::open_quote:
            if (!open_) open_sentence(p);
            gap_ |= kPause;
            break;
        case CharKind::close_quote:
        case CharKind::bullet:
        case CharKind::dash:
            gap_ |= kPause;
            break;
        case CharKind::hyphen:
            return scan_hyphen(p, length);
        case CharKind::ellipsis:
            return scan_stop(p, one_sentence);
        case CharKind::currency:
            if (!open_) open_sentence(p);
            gap_ |= kCurrency;
            break;
        case CharKind::invisible:
            // A soft hyphen that shows: the word goes on in the next line.
            if (p + length == line_end_ && p > line_begin_ && is_alnum(p[-1])) gap_ |= kHyphen;
            break;
        case CharKind::other:
            gap_ |= kOther;
            break;
    }
    return p + length;
}

const char* Scanner::scan_stop(const char* p, bool one_sentence) {
    if (!open_ || one_sentence || !in_sentence_token()) {
        gap_ |= kOther;
        return p + (class_of(*p) == ByteClass::high ? 3 : 1);
    }
    const std::span<const Token> tokens(out_.tokens.data() + first_token_, out_.tokens.size() - first_token_);
    const Stop stop = judge_stop({text_, p, line_begin_, line_end_, lines_.subspan(line_ + 1), tokens});
    if (stop.ends) {
        close_sentence(stop.sentence_end);
    } else {
        gap_ |= kOther;
    }
    return stop.resume;
}

/// A hyphen joins words when both stand close to it, or one stands before it and the line ends.
const char* Scanner::scan_hyphen(const char* p, std::uint32_t length) {
    const char* const next = p + length;
    const bool after_word = in_sentence_token() && gap_ == kNothing;
    const bool before_word = next < line_end_ && (is_alnum(*next) || letter_at(next, line_end_));
    if (after_word && (before_word || next == line_end_)) {
        gap_ = kHyphen;
    } else if (after_word && class_of(*next) == ByteClass::space) {
        gap_ |= kOther;  // short- and long-term
    } else if (before_word && (is_digit(*next))) {
        gap_ |= kOther;  // a minus
    } else {
        gap_ |= kPause;
    }
    return next;
}

/// A single quotation mark that is not inside a word: the sign of the possessive plural ("teams'
/// roles"), or an opening or closing mark.
const char* Scanner::scan_apostrophe(const char* p, std::uint32_t length) {
    const char* const next = p + length;
    const bool after_word = in_sentence_token() && gap_ == kNothing;
    if (after_word) {
        const bool possessive = !quote_open_ && (p[-1] == 's' || p[-1] == 'S');
        quote_open_ = false;
        if (!possessive) gap_ |= kPause;
        return next;
    }
    const bool opens = next < line_end_ && (is_alnum(*next) || letter_at(next, line_end_));
    if (opens && !open_) open_sentence(p);
    quote_open_ = opens;
    gap_ |= kPause;
    return next;
}

// No word of a report: cut so that every token fits its type.
void Scanner::emit_long(const char* begin, const char* end, TokenKind kind, std::uint8_t flags) {
    for (const char* p = begin; p < end;) {
        const auto take = std::min<std::size_t>(kLongestToken, static_cast<std::size_t>(end - p));
        out_.tokens.push_back(
            {offset(p), static_cast<std::uint16_t>(take), kind, flags, fold_hash({p, take})});
        flags = kSpaced;
        p += take;
    }
}

void Scanner::open_sentence(const char* at) {
    open_ = true;
    quote_open_ = false;
    figures_ = false;
    percents_ = false;
    gap_ = kOther;  // nothing stands between the first word and one before it
    first_token_ = static_cast<std::uint32_t>(out_.tokens.size());
    first_piece_ = static_cast<std::uint32_t>(out_.pieces.size());
    piece_begin_ = offset(at);
}

void Scanner::close_sentence(const char* end) {
    open_ = false;
    gap_ = kNothing;
    const auto drop = [this] {
        out_.tokens.resize(first_token_);
        out_.pieces.resize(first_piece_);
    };
    const std::size_t count = out_.tokens.size() - first_token_;
    if (count == 0) return drop();
    if (count == 1) {
        // "12." inside a block is the number of a paragraph, not a sentence.
        const Token& only = out_.tokens.back();
        const char* const after = text_ + only.begin + only.length;
        if (only.kind == TokenKind::number && only.flags == 0 && only.length <= 3 && after < end &&
            *after == '.') {
            return drop();
        }
    }
    out_.pieces.push_back({piece_begin_, offset(end)});
    if (is_excluded(first_piece_)) return drop();
    Sentence sentence = like_;
    sentence.tokens = {first_token_, static_cast<std::uint32_t>(out_.tokens.size())};
    sentence.pieces = {first_piece_, static_cast<std::uint32_t>(out_.pieces.size())};
    sentence.bytes = {out_.pieces[first_piece_].begin, offset(end)};
    sentence.figures = figures_;
    sentence.percents = percents_;
    out_.sentences.push_back(sentence);
}

bool Scanner::is_excluded(std::uint32_t first_piece) {
    if (excluded_.empty()) return false;
    const std::uint32_t begin = out_.pieces[first_piece].begin;
    while (next_excluded_ > 0 && excluded_[next_excluded_ - 1].end > begin) --next_excluded_;
    while (next_excluded_ < excluded_.size() && excluded_[next_excluded_].end <= begin) ++next_excluded_;
    for (std::size_t i = next_excluded_; i < excluded_.size(); ++i) {
        if (excluded_[i].begin >= out_.pieces.back().end) break;
        for (std::size_t k = first_piece; k < out_.pieces.size(); ++k) {
            if (excluded_[i].overlaps(out_.pieces[k])) return true;
        }
    }
    return false;
}

void tokenize(std::string_view text, std::vector<Token>& tokens) {
    std::vector<Sentence> sentences;
    std::vector<Span> pieces;
    Scanner scanner(text, {}, {tokens, sentences, pieces});
    const Span line{0, static_cast<std::uint32_t>(text.size())};
    scanner.scan({&line, 1}, Sentence{}, true);
}

}  // namespace assay::text
