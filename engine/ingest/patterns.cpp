#include "ingest/patterns.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <stdexcept>

namespace assay::ingest {

namespace {

RE2::Options options() {
    RE2::Options o;
    o.set_case_sensitive(false);
    o.set_log_errors(false);
    return o;
}

re2::StringPiece piece(std::string_view s) {
    return {s.data(), s.size()};
}

// Patterns of several kinds, tried all at once; the singles say where the one that matched did.
class PatternSet {
public:
    PatternSet() : front_(options(), RE2::ANCHOR_START), set_(options(), RE2::UNANCHORED) {}

    void add(const std::vector<std::string>& patterns, int tag) {
        for (const std::string& pattern : patterns) {
            // One that begins at the line's front needs to be tried there only, and most lines fail it
            // at their first letters.
            const bool front = !pattern.empty() && pattern.front() == '^' && !splits_at_top(pattern);
            std::string problem;
            if ((front ? front_ : set_).Add(pattern, &problem) < 0) {
                throw std::invalid_argument("pattern " + pattern + ": " + problem);
            }
            (front ? front_index_ : set_index_).push_back(static_cast<int>(singles_.size()));
            singles_.push_back(std::make_unique<RE2>(pattern, options()));
            tags_.push_back(tag);
        }
    }

    void compile() {
        front_.Compile();
        set_.Compile();
    }
    bool empty() const { return singles_.empty(); }
    std::size_t size() const { return singles_.size(); }
    const RE2& single(int i) const { return *singles_[static_cast<std::size_t>(i)]; }
    int tag(int i) const { return tags_[static_cast<std::size_t>(i)]; }

    // Indices of the patterns that match, in no order; `which` may be null.
    bool match(std::string_view text, std::vector<int>* which) const {
        bool found = match(front_, front_index_, text, which);
        if (!found || which != nullptr) found = match(set_, set_index_, text, which) || found;
        return found;
    }

private:
    // True when an alternative stands outside all brackets, so that a ^ at the front is not everybody's.
    static bool splits_at_top(const std::string& pattern) {
        int depth = 0;
        bool in_class = false;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            const char c = pattern[i];
            if (c == '\\') {
                ++i;
            } else if (in_class) {
                in_class = c != ']';
            } else if (c == '[') {
                in_class = true;
            } else if (c == '(') {
                ++depth;
            } else if (c == ')') {
                --depth;
            } else if (c == '|' && depth == 0) {
                return true;
            }
        }
        return false;
    }

    static bool match(const RE2::Set& set, const std::vector<int>& index, std::string_view text,
                      std::vector<int>* which) {
        if (index.empty()) return false;
        if (which == nullptr) return set.Match(piece(text), nullptr);
        std::vector<int> found;
        if (!set.Match(piece(text), &found)) return false;
        for (const int i : found) which->push_back(index[static_cast<std::size_t>(i)]);
        return true;
    }

    RE2::Set front_;
    RE2::Set set_;
    std::vector<int> front_index_;
    std::vector<int> set_index_;
    std::vector<std::unique_ptr<RE2>> singles_;
    std::vector<int> tags_;
};

}  // namespace

struct LinePatterns::Compiled {
    PatternSet lines;
    PatternSet titles;
    PatternSet signs;
    PatternSet giveaways;
};

LinePatterns::LinePatterns(const Recognition& r) : compiled_(std::make_unique<Compiled>()) {
    const auto tag = [](LineMeaning m) { return static_cast<int>(m); };
    compiled_->lines.add(r.notes, tag(LineMeaning::note));
    compiled_->lines.add(r.published_on, tag(LineMeaning::published_on));
    compiled_->lines.add(r.rating, tag(LineMeaning::rating));
    compiled_->lines.add(r.furniture, tag(LineMeaning::furniture));
    compiled_->lines.add(r.score_opens, tag(LineMeaning::score_opens));
    compiled_->lines.add(r.score, tag(LineMeaning::score));
    compiled_->lines.add(r.ends, tag(LineMeaning::ends));
    compiled_->titles.add(r.title, 0);
    compiled_->signs.add(r.signs, 0);
    compiled_->giveaways.add(r.gives_away, 0);
    compiled_->lines.compile();
    compiled_->titles.compile();
    compiled_->signs.compile();
    compiled_->giveaways.compile();
}

LinePatterns::~LinePatterns() = default;
LinePatterns::LinePatterns(LinePatterns&&) noexcept = default;
LinePatterns& LinePatterns::operator=(LinePatterns&&) noexcept = default;

LineReading LinePatterns::read(std::string_view plain_line) const {
    LineReading reading;
    std::vector<int> which;
    if (!compiled_->lines.match(plain_line, &which)) return reading;
    int best = -1;
    for (const int i : which) {
        // Of two patterns of one kind the earlier one in the file is the more telling.
        if (best < 0 || compiled_->lines.tag(i) > compiled_->lines.tag(best) ||
            (compiled_->lines.tag(i) == compiled_->lines.tag(best) && i < best)) {
            best = i;
        }
    }
    reading.meaning = static_cast<LineMeaning>(compiled_->lines.tag(best));
    const RE2& single = compiled_->lines.single(best);
    if (single.NumberOfCapturingGroups() > 0) RE2::PartialMatch(piece(plain_line), single, &reading.group);
    return reading;
}

std::optional<std::string> LinePatterns::title(std::string_view plain_line) const {
    std::vector<int> which;
    if (!compiled_->titles.match(plain_line, &which)) return std::nullopt;
    const int first = *std::min_element(which.begin(), which.end());
    std::string authority;
    const RE2& single = compiled_->titles.single(first);
    if (single.NumberOfCapturingGroups() > 0) RE2::PartialMatch(piece(plain_line), single, &authority);
    return authority;
}

int LinePatterns::signs(std::string_view plain_text) const {
    std::vector<int> which;
    compiled_->signs.match(plain_text, &which);
    return static_cast<int>(which.size());
}

bool LinePatterns::any_titles() const {
    return !compiled_->titles.empty();
}

bool LinePatterns::any_giveaways() const {
    return !compiled_->giveaways.empty();
}

void LinePatterns::giveaways(std::string_view plain_paragraph, std::vector<Span>& out) const {
    // Most paragraphs state no grade: ask only whether, and then where.
    if (!compiled_->giveaways.match(plain_paragraph, nullptr)) return;
    for (std::size_t i = 0; i < compiled_->giveaways.size(); ++i) {
        const RE2& single = compiled_->giveaways.single(static_cast<int>(i));
        std::size_t at = 0;
        re2::StringPiece found;
        while (at <= plain_paragraph.size() &&
               single.Match(piece(plain_paragraph), at, plain_paragraph.size(), RE2::UNANCHORED, &found, 1)) {
            const auto begin = static_cast<std::size_t>(found.data() - plain_paragraph.data());
            out.push_back(
                {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + found.size())});
            at = begin + std::max<std::size_t>(found.size(), 1);
        }
    }
}

}  // namespace assay::ingest
