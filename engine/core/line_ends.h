// Where the lines of a text end, whichever system wrote it.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace assay {

/// Walks over the line breaks of one text: LF, CR LF (CR CR LF, too), or CR alone (old Macs and
/// spreadsheets saved for them), mixed as they may be. Refers to the text, which must outlive it.
class LineEnds {
public:
    static constexpr std::size_t npos = std::string_view::npos;

    explicit LineEnds(std::string_view text)
        : text_(text), line_feed_(find('\n', 0)), carriage_return_(find('\r', 0)) {}

    /// The offset of the byte behind the first line break at or behind `at`, which is where the next
    /// line begins; npos: there is none. `at` may not become smaller from call to call.
    std::size_t next_line(std::size_t at) {
        if (line_feed_ < at) line_feed_ = find('\n', at);
        // Few texts hold one, so this is nearly always a comparison with npos.
        while (carriage_return_ < line_feed_) {
            const bool here = carriage_return_ >= at;
            if (here && !belongs_to_line_feed(carriage_return_)) return carriage_return_ + 1;
            carriage_return_ = find('\r', here ? line_feed_ : at);
        }
        return line_feed_ == npos ? npos : line_feed_ + 1;
    }

private:
    bool belongs_to_line_feed(std::size_t at) const {
        return at + 1 == line_feed_ || (at + 2 == line_feed_ && text_[at + 1] == '\r');
    }
    std::size_t find(char c, std::size_t at) const {
        if (at >= text_.size()) return npos;
        const void* found = std::memchr(text_.data() + at, c, text_.size() - at);
        return found == nullptr ? npos
                                : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
    }

    std::string_view text_;
    std::size_t line_feed_;
    std::size_t carriage_return_;
};

}  // namespace assay
