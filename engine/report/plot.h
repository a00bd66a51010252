// Plots as SVG, written by hand: axes, lines, dots, boxes. And the page that holds them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::report {

/// Text made safe for HTML and SVG, in content and in attributes.
std::string escaped(std::string_view text);

/// A plot in data coordinates. Give the axes first. `style` is one of the class names that plot_page
/// defines: value, ring, interval, reference, faint, s1 to s4 (the colours of the scores), label.
class Plot {
public:
    Plot(int width, int height);

    void x_axis(std::string_view title, double low, double high, bool ticks = true);
    void y_axis(std::string_view title, double low, double high, bool ticks = true);
    void line(const std::vector<std::pair<double, double>>& points, std::string_view style);
    void dot(double x, double y, std::string_view style, std::string_view title);
    /// A rectangle between two corners, with the given opacity.
    void box(double x0, double y0, double x1, double y1, std::string_view style, double opacity,
             std::string_view title);
    /// Words at a place; `anchor` is start, middle or end.
    void words(double x, double y, std::string_view text, std::string_view anchor = "middle");
    /// Words left of the vertical axis.
    void row_label(double y, std::string_view text);
    /// Words below the horizontal axis.
    void column_label(double x, std::string_view text);

    /// The whole <svg> element.
    std::string svg() const;
    /// Columns kept free left of the vertical axis, in pixels; before the axes.
    void left_margin(int pixels) { left_ = pixels; }

private:
    double px(double x) const;
    double py(double y) const;

    int width_, height_, left_ = 56, right_ = 16, top_ = 14, bottom_ = 42;
    double x_low_ = 0, x_high_ = 1, y_low_ = 0, y_high_ = 1;
    std::string axes_, marks_;
};

/// A whole HTML page with the styles that plots and tables use; nothing is fetched. `body` is HTML.
std::string plot_page(std::string_view title, const std::string& body);

}  // namespace assay::report
