#include "ingest/titles.h"

#include "ingest/plain.h"

namespace assay::ingest {

namespace {

// A title stands among the first lines of a file, and takes up no more than so many lines.
constexpr std::size_t kTitleWithin = 60;
constexpr std::size_t kLongTitleWithin = 12;  // ... and one of several lines among the very first
constexpr std::size_t kTitleLines = 4;
constexpr std::uint32_t kLongestTitle = 120;

class TitleFinder {
public:
    TitleFinder(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
                const LinePatterns& patterns)
        : text_(text), lines_(lines), wrapping_(wrapping), patterns_(patterns) {}

    Titles run() {
        find();
        return std::move(out_);
    }

private:
    void find() {
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
                out_.lines.push_back(
                    {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(i + count)});
                if (count > 1) return;
                break;
            }
        }
    }

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

    // Whatever stands before or behind such a line is no part of a title.
    bool is_one_line_title(std::size_t i) const {
        if (out_.lines.empty()) return false;
        std::string line;
        append_plain(line, words(i));
        return patterns_.title(line).has_value();
    }

    std::string_view text_;
    const std::vector<Line>& lines_;
    const Wrapping& wrapping_;
    const LinePatterns& patterns_;
    Titles out_;
};

}  // namespace

Titles find_titles(std::string_view text, const std::vector<Line>& lines, const Wrapping& wrapping,
                   const LinePatterns& patterns) {
    if (!patterns.any_titles()) return {};
    return TitleFinder(text, lines, wrapping, patterns).run();
}

}  // namespace assay::ingest
