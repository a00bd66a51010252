#include "ingest/outline.h"

#include <algorithm>

#include "ingest/furniture.h"
#include "ingest/item_builder.h"
#include "ingest/line_shapes.h"
#include "ingest/markers.h"
#include "ingest/plain.h"
#include "ingest/stranded.h"
#include "ingest/titles.h"

namespace assay::ingest {

namespace {

// Lines longer than this are prose; only shorter ones are held against patterns and headings.
constexpr std::uint32_t kLongestTold = 160;
constexpr std::size_t kHeadingLines = 5;

// Walks over the lines once and tells what each is.
class Outliner {
public:
    Outliner(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
             const HeadingTable& headings, const LinePatterns& patterns)
        : text_(text),
          lines_(lines),
          wrapping_(wrapping),
          headings_(headings),
          patterns_(patterns),
          titles_(find_titles(text, lines, wrapping, patterns)),
          running_(find_running_text(text, lines)),
          items_(text, lines, running_),
          shapes_(text, lines, wrapping, items_) {}

    Outline run() {
        for (std::size_t i = 0; i < lines_.size();) i = take(i);
        Outline out = items_.take();
        out.authority = std::move(titles_.authority);
        out.published_on = std::move(published_on_);
        out.rating = std::move(rating_);
        return out;
    }

private:
    std::string_view words(std::size_t i) const { return slice(text_, lines_[i].span); }

    // Reads the line, and what belongs to it, and returns the next line to read.
    std::size_t take(std::size_t i) {
        const Line& line = lines_[i];
        if (in_note_ && (line.blanks > 0 || line.page_start)) in_note_ = false;
        if (titles_.hold(i) || running_[i] == line.span.size()) {
            items_.leave_out();
            return i + 1;
        }
        if (line.length <= kLongestTold) {
            plain_ = plain_view(words(i), room_);
            if (const std::size_t next = take_told(i); next != i) return next;
            if (in_note_) {
                items_.leave_out();
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
                items_.leave_out();
                return i + 1;
            case LineMeaning::published_on:
                if (!published_on_ && !reading.group.empty()) published_on_ = std::move(reading.group);
                items_.leave_out();
                return i + 1;
            case LineMeaning::rating:
                if (!rating_ && !reading.group.empty()) rating_ = std::move(reading.group);
                items_.leave_out();
                return i + 1;
            case LineMeaning::furniture:
                items_.leave_out();
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
            items_.leave_out();
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
                items_.leave_out();
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
        if (!reading->score && line.kind != LineKind::heading && !shapes_.may_be_heading(i, last)) return i;
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

    void take_text(std::size_t i) {
        const Line& line = lines_[i];
        const std::string_view w = words(i);
        if (line.kind == LineKind::heading) {
            add(ItemKind::heading, line.span, -1, std::nullopt);
            return;
        }
        if (line.kind == LineKind::numbered) {
            begin(ItemKind::paragraph, true);
            append(i, 0);
            return;
        }
        Marker marker = bullet_at(w);
        const bool closed = !items_.open() || items_.ended() || line.blanks > 0;
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
            const bool stranded = items_.empty() && items_.last().numbered && marker.number == number_ + 1;
            waiting_ = stranded && marker.length == w.size() ? waiting_ + 1 : 0;
            number_ = marker.number;
            begin(ItemKind::paragraph, true);
            append(i, marker.length);
            return;
        }
        if (waiting_ > 0 && items_.empty()) {
            paragraph_begins_ =
                find_paragraph_begins(text_, lines_, wrapping_.width, {i, end_of_prose(i)}, waiting_);
            waiting_ = 0;
        }
        if (std::binary_search(paragraph_begins_.begin(), paragraph_begins_.end(), i)) {
            begin(ItemKind::paragraph, true);
            append(i, 0);
            return;
        }
        if (line.kind == LineKind::plain && shapes_.has_heading_shape(i, w)) {
            add(ItemKind::heading, line.span, -1, std::nullopt);
            return;
        }
        if (!shapes_.goes_on(i, w)) begin(ItemKind::paragraph);
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

    // Whatever begins or ends an item ends a footnote too.
    void close() {
        in_note_ = false;
        items_.close();
    }
    void add(ItemKind kind, Span at, int meaning, std::optional<int> score) {
        in_note_ = false;
        items_.add(kind, at, meaning, score);
    }
    void begin(ItemKind kind, bool numbered = false) {
        in_note_ = false;
        items_.begin(kind, numbered);
    }
    void append(std::size_t i, std::size_t skip) {
        fresh_ = false;
        items_.append(i, skip);
    }

    std::string_view text_;
    const std::vector<Line>& lines_;
    const Wrapping& wrapping_;
    const HeadingTable& headings_;
    const LinePatterns& patterns_;
    Titles titles_;
    std::vector<std::uint32_t> running_;  // bytes at the end of each line that are a page's furniture
    ItemBuilder items_;
    LineShapes shapes_;
    std::optional<std::string> published_on_;
    std::optional<std::string> rating_;
    std::string_view plain_;  // the line at hand in its plain form
    std::string room_;
    std::string key_;
    bool in_note_ = false;                       // within a footnote
    bool score_opened_ = false;                  // a line announced a score
    bool fresh_ = true;                          // no text since the last statement's heading
    int number_ = 0;                             // of the last numbered paragraph
    std::size_t waiting_ = 0;                    // numbers that stood before the last one, without text
    std::vector<std::size_t> paragraph_begins_;  // lines where the text of such numbers begins, in order
};

}  // namespace

Outline outline(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
                const HeadingTable& headings, const LinePatterns& patterns) {
    return Outliner(text, lines, wrapping, headings, patterns).run();
}

}  // namespace assay::ingest
