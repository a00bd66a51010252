#include "ingest/outline.h"

#include <algorithm>
#include <cstring>

#include "ingest/furniture.h"
#include "ingest/plain.h"
#include "ingest/stranded.h"

namespace assay::ingest {

namespace {

// Lines longer than this are prose; only shorter ones are held against patterns and headings.
constexpr std::uint32_t kLongestTold = 160;
// A title stands among the first lines of a file, and takes up no more than so many lines.
constexpr std::size_t kTitleWithin = 60;
constexpr std::size_t kLongTitleWithin = 12;  // ... and one of several lines among the very first
constexpr std::size_t kTitleLines = 4;
constexpr std::uint32_t kLongestTitle = 120;
constexpr std::size_t kHeadingLines = 5;

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Marker {
    std::size_t length = 0;  // bytes, white space after it included; 0: none
    int number = 0;          // of a numbered paragraph
    bool certain = false;    // no word begins with it
};

Marker bullet_at(std::string_view words) {
    // Nearly every line begins with a letter, and no mark does but the "o" of word processors.
    if (!words.empty() && is_ascii_letter(words[0]) && words[0] != 'o') return {};
    static constexpr std::string_view kCertain[] = {
        "◼", "■", "▪", "•", "●", "○", "◦", "‣", "⁃", "➢", "✓", "\xEF\x82\xB7", "\xEF\x82\xA7"};
    for (const std::string_view mark : kCertain) {
        if (words.substr(0, mark.size()) == mark) {
            return {mark.size() + leading_space(words.substr(mark.size())), 0, true};
        }
    }
    static constexpr std::string_view kDoubtful[] = {"- ", "* ", "– ", "o "};
    for (const std::string_view mark : kDoubtful) {
        if (words.substr(0, mark.size()) == mark) {
            return {mark.size() + leading_space(words.substr(mark.size())), 0, false};
        }
    }
    return {};
}

Marker number_at(std::string_view words) {
    std::size_t i = 0;
    int number = 0;
    while (i < words.size() && i < 3 && words[i] >= '0' && words[i] <= '9')
        number = number * 10 + (words[i++] - '0');
    if (i == 0 || i >= words.size() || words[i] != '.') return {};
    ++i;
    const std::size_t space = leading_space(words.substr(i));
    if (i < words.size() && space == 0) return {};
    return {i + space, number, true};
}

std::uint32_t first_word_length(std::string_view words) {
    const std::size_t end = words.find(' ');
    return static_cast<std::uint32_t>(characters(words.substr(0, end)));
}

// Walks over the lines once and puts the items together.
class Outliner {
public:
    Outliner(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
             const HeadingTable& headings, const LinePatterns& patterns)
        : text_(text),
          lines_(lines),
          wrapping_(wrapping),
          headings_(headings),
          patterns_(patterns),
          running_(find_running_text(text, lines)),
          may_hold_litter_(may_hold_litter(text)) {}

    Outline run() {
        out_.items.reserve(lines_.size());
        out_.pieces.reserve(lines_.size() + lines_.size() / 8);
        find_titles();
        for (std::size_t i = 0; i < lines_.size();) i = take(i);
        return std::move(out_);
    }

private:
    std::string_view words(std::size_t i) const { return slice(text_, lines_[i].span); }

    bool may_be_title(std::size_t i) const {
        const std::uint32_t most =
            wrapping_.wrapped ? std::max(wrapping_.width * 17 / 20, 50u) : kLongestTitle;
        return lines_[i].length <= most && begins_large_or_goes_on(i) && !ends_sentence(words(i));
    }

    // A later line of a title may begin with a small letter ("children's services").
    bool begins_large_or_goes_on(std::size_t i) const {
        return begins_large(words(i)) || (i > 0 && lines_[i].blanks == 0);
    }

    // The title that stands in one line may be a page's footer, and the one in several lines above it is a
    // title all the same: both are looked for, and neither is text.
    void find_titles() {
        if (!patterns_.any_titles()) return;
        std::string joined;
        for (std::size_t count = 1; count <= kTitleLines; ++count) {
            const std::size_t last = std::min(lines_.size(), count == 1 ? kTitleWithin : kLongTitleWithin);
            for (std::size_t i = 0; i + count <= last; ++i) {
                joined.clear();
                std::size_t j = i;
                for (; j < i + count && may_be_title(j) && (count == 1 || !is_one_line_title(j)); ++j) {
                    if (!joined.empty()) joined += ' ';
                    append_plain(joined, words(j));
                }
                if (j < i + count) continue;
                auto authority = patterns_.title(joined);
                if (!authority) continue;
                // A title in several lines may begin above the first one that fits.
                std::size_t first = i;
                while (count > 1 && first > 0 && first + kTitleLines > i + count &&
                       lines_[first].blanks == 0 && lines_[first - 1].length < wrapping_.width * 3 / 4) {
                    std::string longer;
                    append_plain(longer, words(first - 1));
                    longer += ' ';
                    longer += joined;
                    auto more = patterns_.title(longer);
                    if (!more) break;
                    --first;
                    joined = std::move(longer);
                    authority = std::move(more);
                }
                if (!out_.authority && !authority->empty()) out_.authority = std::move(authority);
                titles_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i + count)});
                if (count > 1) return;
                break;
            }
        }
    }

    // Whatever stands before or behind such a line is no part of a title.
    bool is_one_line_title(std::size_t i) const {
        if (titles_.empty()) return false;
        std::string line;
        append_plain(line, words(i));
        return patterns_.title(line).has_value();
    }

    bool is_title(std::size_t i) const {
        return std::any_of(titles_.begin(), titles_.end(),
                           [&](Span title) { return title.contains(static_cast<std::uint32_t>(i)); });
    }

    // Reads the line, and what belongs to it, and returns the next line to read.
    std::size_t take(std::size_t i) {
        const Line& line = lines_[i];
        if (in_note_ && (line.blanks > 0 || line.page_start)) in_note_ = false;
        if (is_title(i) || running_[i] == line.span.size()) {
            gap_ = true;
            return i + 1;
        }
        if (line.length <= kLongestTold) {
            plain_ = plain_view(words(i), room_);
            if (const std::size_t next = take_told(i); next != i) return next;
            if (in_note_) {
                gap_ = true;
                return i + 1;
            }
            if (const std::size_t next = take_heading(i); next != i) return next;
        } else if (const std::size_t next = take_long(i); next != i) {
            return next;
        }
        score_opened_ = false;
        take_text(i);
        return i + 1;
    }

    // Lines that a pattern or their shape tells.
    std::size_t take_told(std::size_t i) {
        const Line& line = lines_[i];
        if (score_opened_) {
            heading_key(key_, plain_);
            if (const auto score = score_of(key_)) {
                add(ItemKind::score, line.span, -1, score);
                score_opened_ = false;
                return i + 1;
            }
        }
        LineReading reading = patterns_.read(plain_);
        switch (reading.meaning) {
            case LineMeaning::none:
                break;
            case LineMeaning::note:
                if (in_note_) break;
                in_note_ = true;
                gap_ = true;
                return i + 1;
            case LineMeaning::published_on:
                if (!out_.published_on && !reading.group.empty())
                    out_.published_on = std::move(reading.group);
                gap_ = true;
                return i + 1;
            case LineMeaning::rating:
                if (!out_.rating && !reading.group.empty()) out_.rating = std::move(reading.group);
                gap_ = true;
                return i + 1;
            case LineMeaning::furniture:
                gap_ = true;
                in_note_ = false;
                return i + 1;
            case LineMeaning::score_opens:
                score_opened_ = true;
                close();
                return i + 1;
            case LineMeaning::score: {
                heading_key(key_, reading.group);
                if (const auto score = score_of(key_)) {
                    add(ItemKind::score, line.span, -1, score);
                    return i + 1;
                }
                break;
            }
            case LineMeaning::ends:
                add(ItemKind::end, line.span, -1, std::nullopt);
                return i + 1;
        }
        const bool address =
            plain_.find(' ') == std::string_view::npos && plain_.find("://") != std::string_view::npos;
        if (address || (wrapping_.wrapped && is_page_number(plain_))) {
            gap_ = true;
            return i + 1;
        }
        return i;
    }

    // Where paragraphs are whole lines, boilerplate and notes are told by how they begin.
    std::size_t take_long(std::size_t i) {
        plain_ = plain_view(words(i).substr(0, kLongestTold), room_);
        switch (patterns_.read(plain_).meaning) {
            case LineMeaning::ends:
                add(ItemKind::end, lines_[i].span, -1, std::nullopt);
                return i + 1;
            case LineMeaning::note:
                in_note_ = wrapping_.wrapped;
                gap_ = true;
                return i + 1;
            default:
                return i;
        }
    }

    std::optional<int> score_of(std::string_view key) const {
        if (key.size() == 1 && key[0] >= '0' + kLowestScore && key[0] <= '0' + kHighestScore)
            return key[0] - '0';
        return headings_.grade(key);
    }

    std::size_t take_heading(std::size_t i) {
        const Line& line = lines_[i];
        if (!begins_large(plain_) && line.kind != LineKind::heading) return i;
        if (!headings_.may_begin(plain_)) return i;
        heading_key(key_, plain_);
        if (key_.empty()) return i;

        std::optional<HeadingReading> reading = headings_.read(key_);
        std::size_t last = i;
        std::string next_key;
        std::size_t taken = 1;
        for (std::size_t j = i + 1; j < lines_.size() && taken < kHeadingLines && headings_.may_go_on(key_);
             ++j) {
            if (lines_[j].length > kLongestTold) break;
            // A heading goes on behind the foot of its page.
            if (is_furniture(j)) continue;
            heading_key(next_key, words(j));
            if (next_key.empty()) break;
            ++taken;
            key_ += ' ';
            key_ += next_key;
            if (auto longer = headings_.read(key_)) {
                reading = longer;
                last = j;
            }
        }
        if (!reading) return i;
        if (!reading->score && line.kind != LineKind::heading && !may_be_heading(i, last)) return i;
        const Span at{line.span.begin, lines_[last].span.end};
        if (reading->meaning.statement >= 0) {
            add(ItemKind::statement, at, reading->meaning.statement, reading->score);
            fresh_ = true;
        } else {
            add(ItemKind::section, at, reading->meaning.section, std::nullopt);
        }
        return last + 1;
    }

    // True for a line that is furniture whatever stands around it.
    bool is_furniture(std::size_t i) const {
        if (running_[i] == lines_[i].span.size()) return true;
        std::string line;
        append_plain(line, words(i));
        return (wrapping_.wrapped && is_page_number(line)) ||
               patterns_.read(line).meaning == LineMeaning::furniture;
    }

    // A line of prose may happen to hold a heading's words: it goes on, or comes from, another line.
    bool may_be_heading(std::size_t first, std::size_t last) const {
        const Line& line = lines_[first];
        const bool parted = line.blanks > wrapping_.usual_blanks || gap_ || line.page_start;
        if (wrapping_.wrapped && open_ && !parted && !ended_ &&
            out_.items.back().kind == ItemKind::paragraph) {
            return false;
        }
        if (last + 1 < lines_.size() && wrapping_.wrapped && !lines_[last + 1].page_start &&
            lines_[last + 1].blanks <= wrapping_.usual_blanks && begins_small(words(last + 1)) &&
            words(last + 1).substr(0, 4) != "http") {
            return false;
        }
        return true;
    }

    // True for a short line right behind a paragraph's full stop and right before a line of text.
    bool stands_between_paragraphs(std::size_t i) const {
        const Line& next = lines_[i + 1];
        return ended_ && lines_[i].length < wrapping_.width * 6 / 10 && next.blanks == 0 &&
               !next.page_start && next.length > wrapping_.width / 2 && begins_large(words(i + 1));
    }

    // A heading that the framework does not know is known by its shape.
    bool has_heading_shape(std::size_t i) const {
        const Line& line = lines_[i];
        const std::string_view w = words(i);
        if (line.length > 90 || !begins_large(w)) return false;
        const char end = w.back();
        if (ends_sentence(w) || end == ',' || end == ';' || end == ':') return false;
        if (std::count(w.begin(), w.end(), ' ') > 11) return false;
        if (i + 1 >= lines_.size() || begins_small(words(i + 1))) return false;
        const bool parted = line.blanks > wrapping_.usual_blanks || gap_ || line.page_start;
        if (open_ && !ended_) {
            // The end of a paragraph, or of a bullet without a full stop, then a heading.
            if (!parted || gap_) return false;
        }
        if (wrapping_.wrapped) {
            if (!parted && open_ && wrapping_.usual_blanks == 0 && !stands_between_paragraphs(i))
                return false;
            const std::uint32_t room = first_word_length(words(i + 1)) + 1;
            if (line.length + room > wrapping_.width * 9 / 10) return false;
        }
        return true;
    }

    void take_text(std::size_t i) {
        const Line& line = lines_[i];
        const std::string_view w = words(i);
        if (line.kind == LineKind::heading) {
            add(ItemKind::heading, line.span, -1, std::nullopt);
            return;
        }
        if (line.kind == LineKind::numbered) {
            begin(ItemKind::paragraph);
            out_.items.back().numbered = true;
            append(i, 0);
            return;
        }
        Marker marker = bullet_at(w);
        const bool closed = !open_ || ended_ || line.blanks > 0;
        if (line.kind == LineKind::list_item || (marker.length != 0 && (marker.certain || closed))) {
            begin(ItemKind::bullet);
            append(i, marker.length);
            return;
        }
        marker = number_at(w);
        // Figures at the front of a line of prose ("in / 2014. The") are out of the sequence.
        const bool in_sequence =
            (marker.number > number_ && marker.number <= number_ + 3) || (fresh_ && marker.number == 1);
        // After a paragraph that lacks its full stop, only the very next number is believed.
        const bool next_number = marker.number == number_ + 1 && begins_large(w.substr(marker.length));
        if (marker.length != 0 && in_sequence && (closed || next_number)) {
            // A second number before any text: both stood in a column of their own, left of their paragraphs.
            const bool stranded = open_empty_ && out_.items.back().numbered && marker.number == number_ + 1;
            waiting_ = stranded && marker.length == w.size() ? waiting_ + 1 : 0;
            number_ = marker.number;
            begin(ItemKind::paragraph);
            out_.items.back().numbered = true;
            append(i, marker.length);
            return;
        }
        if (waiting_ > 0 && open_empty_) {
            paragraph_begins_ =
                find_paragraph_begins(text_, lines_, wrapping_.width, {i, end_of_prose(i)}, waiting_);
            waiting_ = 0;
        }
        if (std::binary_search(paragraph_begins_.begin(), paragraph_begins_.end(), i)) {
            begin(ItemKind::paragraph);
            out_.items.back().numbered = true;
            append(i, 0);
            return;
        }
        if (line.kind == LineKind::plain && has_heading_shape(i)) {
            add(ItemKind::heading, line.span, -1, std::nullopt);
            return;
        }
        if (!goes_on(i)) begin(ItemKind::paragraph);
        append(i, 0);
    }

    // The first line from `i` that begins a numbered paragraph, or is a heading that the framework knows.
    std::size_t end_of_prose(std::size_t i) {
        for (; i < lines_.size(); ++i) {
            if (number_at(words(i)).number == number_ + 1) break;
            heading_key(key_, words(i).substr(0, kLongestTold));
            if (headings_.read(key_)) break;
        }
        return i;
    }

    // True when the line belongs to the open item.
    bool goes_on(std::size_t i) const {
        if (!open_) return false;
        if (open_empty_) return true;  // its marker stood alone on a line
        if (!wrapping_.wrapped) return false;
        const Line& line = lines_[i];
        const std::string_view w = words(i);
        const bool gap = gap_ || line.page_start;
        const bool parted = !gap && line.blanks > wrapping_.usual_blanks;
        if (begins_small(w)) return !ended_ || !parted;
        // Where paragraphs are numbered, one without a number is none.
        if (out_.items.back().numbered) return true;
        const std::uint32_t taken = previous_length_ + 1 + first_word_length(w);
        if (!ended_) {
            if (parted) return false;
            return gap || taken > wrapping_.width * 6 / 10;
        }
        if (parted) return false;
        return taken > wrapping_.width * 19 / 20;
    }

    void close() {
        // A marker whose words never came.
        if (!out_.items.empty() && out_.items.back().pieces.empty()) out_.items.pop_back();
        open_ = false;
        open_empty_ = false;
        gap_ = false;
        in_note_ = false;
    }

    void add(ItemKind kind, Span at, int meaning, std::optional<int> score) {
        close();
        const auto here = static_cast<std::uint32_t>(out_.pieces.size());
        out_.pieces.push_back(at);
        out_.items.push_back({kind, {here, here + 1}, at, meaning, score, false});
    }

    void begin(ItemKind kind) {
        close();
        const auto here = static_cast<std::uint32_t>(out_.pieces.size());
        out_.items.push_back({kind, {here, here}, {}, -1, std::nullopt, false});
        open_ = true;
        open_empty_ = true;
    }

    void append(std::size_t i, std::size_t skip) {
        fresh_ = false;
        Span span = lines_[i].span;
        span.begin += static_cast<std::uint32_t>(std::min<std::size_t>(skip, span.size()));
        span.end -= std::min(running_[i], span.size());
        gap_ = running_[i] != 0;
        if (span.empty()) return;
        const std::size_t before = out_.pieces.size();
        keep_words(text_, span, may_hold_litter_, out_.pieces);
        Item& item = out_.items.back();
        item.pieces.end = static_cast<std::uint32_t>(out_.pieces.size());
        if (item.pieces.empty()) return;
        item.at = {out_.pieces[item.pieces.begin].begin, out_.pieces.back().end};
        if (out_.pieces.size() == before) return;
        open_empty_ = false;
        ended_ = ends_sentence(slice(text_, out_.pieces.back()));
        previous_length_ = lines_[i].length;
    }

    std::string_view text_;
    const std::vector<Line>& lines_;
    const Wrapping& wrapping_;
    const HeadingTable& headings_;
    const LinePatterns& patterns_;
    std::vector<std::uint32_t> running_;  // bytes at the end of each line that are a page's furniture
    bool may_hold_litter_;
    Outline out_;
    std::vector<Span> titles_;  // lines, not bytes
    std::string_view plain_;    // the line at hand in its plain form
    std::string room_;
    std::string key_;
    bool open_ = false;          // the last item takes more lines
    bool open_empty_ = false;    // ... and has none yet
    bool ended_ = false;         // the last line of the open item ended a sentence
    bool gap_ = false;           // furniture stood between the last line and this one
    bool in_note_ = false;       // within a footnote
    bool score_opened_ = false;  // a line announced a score
    std::uint32_t previous_length_ = 0;
    bool fresh_ = true;                          // no text since the last statement's heading
    int number_ = 0;                             // of the last numbered paragraph
    std::size_t waiting_ = 0;                    // numbers that stood before the last one, without text
    std::vector<std::size_t> paragraph_begins_;  // lines where the text of such numbers begins, in order
};

}  // namespace

Outline outline(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
                const HeadingTable& headings, const LinePatterns& patterns) {
    Outline out = Outliner(text, lines, wrapping, headings, patterns).run();
    if (!out.items.empty() && out.items.back().pieces.empty()) out.items.pop_back();
    return out;
}

}  // namespace assay::ingest
