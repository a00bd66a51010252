// From lines to the items of an outline.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/lines.h"
#include "ingest/outline.h"

namespace assay::ingest {

/// Puts items together, of which the last may be open: it takes more lines. Knows of the open item what the
/// next line is judged by. Refers to the text, its lines and to `running`, as find_running_text() gives it.
class ItemBuilder {
public:
    ItemBuilder(std::string_view text, const std::vector<Line>& lines,
                const std::vector<std::uint32_t>& running);

    /// Adds a whole item: `at` are its words.
    void add(ItemKind kind, Span at, int meaning, std::optional<int> score);
    /// Opens an item that has no words yet. One whose words never come is taken back.
    void begin(ItemKind kind, bool numbered = false);
    /// Gives the open item the words of a line, but for the first `skip` bytes and what is furniture.
    void append(std::size_t line, std::size_t skip);
    /// Ends the open item.
    void close() {
        // A marker whose words never came.
        if (!out_.items.empty() && out_.items.back().pieces.empty()) out_.items.pop_back();
        open_ = false;
        open_empty_ = false;
        gap_ = false;
    }
    /// A line that is in no item stands here.
    void leave_out() { gap_ = true; }
    /// Ends the last item and gives the items and pieces away.
    Outline take();

    bool open() const { return open_; }
    bool empty() const { return open_empty_; }  ///< the open item has no words yet
    bool ended() const { return ended_; }       ///< the last line of the open item ended a sentence
    bool gap() const { return gap_; }           ///< furniture stood between the last line and this one
    const Item& last() const { return out_.items.back(); }  ///< only where an item is open, or was added
    std::uint32_t previous_length() const { return previous_length_; }  ///< of the line appended last

private:
    std::string_view text_;
    const std::vector<Line>& lines_;
    const std::vector<std::uint32_t>& running_;
    bool may_hold_litter_;
    Outline out_;
    bool open_ = false;
    bool open_empty_ = false;
    bool ended_ = false;
    bool gap_ = false;
    std::uint32_t previous_length_ = 0;
};

}  // namespace assay::ingest
