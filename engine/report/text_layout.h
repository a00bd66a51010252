// Lines for a terminal: wrapped by display width, aligned, coloured only when asked to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/writer.h"

namespace assay::report {

/// What a run of words means; the colours follow from it.
enum class Ink { plain, strong, faint, marked, good, fair, poor, bad };

/// The ink of a score from 1 to 4.
Ink ink_of_score(int score);

/// Words in one ink. Must be terminal-safe; line breaks count as blanks.
struct Words {
    std::string text;
    Ink ink = Ink::plain;
};

/// Appends lines to a string. No line is wider than width(), but for a lead that is wider by itself.
class TextLayout {
public:
    TextLayout(std::string& out, const LayoutOptions& options);

    /// The columns in use: the terminal's, at least 40 and at most 110 so that lines stay readable.
    int width() const { return width_; }
    bool unicode() const { return options_.unicode; }

    void blank();
    /// A title with a line drawn after it to the right edge.
    void title(const std::vector<Words>& words);
    /// One line as it is, not wrapped.
    void line(int indent, const std::vector<Words>& words);
    /// `lead` in the columns before `hang`, then `words` wrapped between `hang` and the right edge.
    void paragraph(int indent, const std::vector<Words>& lead, int hang, const std::vector<Words>& words);
    /// The same without a lead.
    void paragraph(int hang, const std::vector<Words>& words) { paragraph(0, {}, hang, words); }

    /// A bar of at most `columns` columns, filled to `share` in [0, 1] by eighths of a column; not padded.
    std::string bar(double share, int columns) const;

private:
    void put(const Words& words);
    void put(std::string_view text, Ink ink);
    void pad(int columns);
    void end_line();

    std::string& out_;
    const LayoutOptions& options_;
    int width_;
    Ink ink_ = Ink::plain;  ///< what the terminal shows at the moment; plain at every line's end
};

/// The words' display width together.
int display_width(const std::vector<Words>& words);
/// `text` with blanks up to `columns` display columns; cut with an ellipsis where it is wider.
std::string fitted(std::string_view text, int columns, bool unicode = true);
/// The same, but cut at its front.
std::string fitted_end(std::string_view text, int columns, bool unicode = true);

}  // namespace assay::report
