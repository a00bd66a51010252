#include "report/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::report {
namespace {

/// About five round steps over a range.
double tick_step(double range) {
    if (!(range > 0) || !std::isfinite(range)) return 1;
    const double raw = range / 5;
    const double magnitude = std::pow(10, std::floor(std::log10(raw)));
    for (double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * magnitude * 1.0001) return factor * magnitude;
    }
    return 10 * magnitude;
}

std::string tick_text(double value, double step) {
    if (std::abs(value) < step / 1e6) value = 0;
    const int digits = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return fmt::format("{:.{}f}", value, digits);
}

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--ink:#1d2733;--paper:#fff;--soft:#5b6b7c;--line:#d5dde5;--s1:#b3372b;--s2:#d98a1f;--s3:#2f7dbd;--s4:#2b8a57}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--paper:#161b21;--soft:#9aa9b8;--line:#35404c;--s1:#ef7d6f;--s2:#f0b35c;--s3:#74b4ea;--s4:#6cc795}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:1100px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid var(--line)}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;margin:.5rem 0}
th,td{padding:.2rem .55rem;text-align:right;border-bottom:1px solid var(--line)}th:first-child,td:first-child{text-align:left}
details{margin:.15rem 0}summary{cursor:pointer}blockquote{margin:.3rem 0 .3rem 1rem;padding-left:.7rem;border-left:3px solid var(--line);font-size:14px}
.wide{overflow-x:auto;width:min(96vw,1500px);margin-left:calc(50% - min(48vw,750px))}.wide th,.wide td{padding:.2rem .4rem}.nowrap{white-space:nowrap}a{color:var(--s3)}[id]{scroll-margin-top:4rem}.note{color:var(--soft);font-size:13px}.bad{color:var(--s1);font-weight:600}
figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top;max-width:100%}figcaption{color:var(--soft);font-size:13px}
svg{max-width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:var(--ink)}svg .axis{stroke:var(--soft);fill:none}svg .grid{stroke:var(--line)}
svg .value{fill:var(--s3);stroke:none}svg .ring{fill:none;stroke:var(--s2);stroke-width:1.6}svg .interval{stroke:var(--s3);stroke-width:1.4;fill:none}
svg .reference{stroke:var(--soft);stroke-dasharray:4 3;fill:none}svg .faint{fill:var(--soft);stroke:var(--soft);fill-opacity:.5;stroke-opacity:.5}
svg .s1{fill:var(--s1);stroke:var(--s1)}svg .s2{fill:var(--s2);stroke:var(--s2)}svg .s3{fill:var(--s3);stroke:var(--s3)}svg .s4{fill:var(--s4);stroke:var(--s4)}
svg polyline{fill:none!important;stroke-width:1.6}
)";

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                // Control characters are not allowed in HTML at all.
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

Plot::Plot(int width, int height) : width_(width), height_(height) {}

double Plot::px(double x) const {
    const double span = x_high_ > x_low_ ? x_high_ - x_low_ : 1;
    return left_ + (x - x_low_) / span * (width_ - left_ - right_);
}

double Plot::py(double y) const {
    const double span = y_high_ > y_low_ ? y_high_ - y_low_ : 1;
    return height_ - bottom_ - (y - y_low_) / span * (height_ - top_ - bottom_);
}

void Plot::x_axis(std::string_view title, double low, double high, bool ticks) {
    x_low_ = low;
    x_high_ = high;
    const double step = tick_step(high - low);
    for (double at = std::ceil(low / step) * step; ticks && at <= high + step / 1e6; at += step) {
        axes_ += fmt::format(
            "<line class='grid' x1='{0:.1f}' x2='{0:.1f}' y1='{1}' y2='{2}'/><text x='{0:.1f}' y='{3}' "
            "text-anchor='middle'>{4}</text>",
            px(at), top_, height_ - bottom_, height_ - bottom_ + 15, tick_text(at, step));
    }
    axes_ += fmt::format("<text x='{}' y='{}' text-anchor='middle'>{}</text>", (left_ + width_ - right_) / 2,
                         height_ - 6, escaped(title));
}

void Plot::y_axis(std::string_view title, double low, double high, bool ticks) {
    y_low_ = low;
    y_high_ = high;
    const double step = tick_step(high - low);
    for (double at = std::ceil(low / step) * step; ticks && at <= high + step / 1e6; at += step) {
        axes_ += fmt::format(
            "<line class='grid' x1='{1}' x2='{2}' y1='{0:.1f}' y2='{0:.1f}'/><text x='{3}' y='{4:.1f}' "
            "text-anchor='end'>{5}</text>",
            py(at), left_, width_ - right_, left_ - 5, py(at) + 4, tick_text(at, step));
    }
    axes_ += fmt::format("<text transform='translate(12 {}) rotate(-90)' text-anchor='middle'>{}</text>",
                         (top_ + height_ - bottom_) / 2, escaped(title));
}

void Plot::line(const std::vector<std::pair<double, double>>& points, std::string_view style) {
    marks_ += fmt::format("<polyline class='{}' points='", style);
    for (const auto& [x, y] : points) marks_ += fmt::format("{:.1f},{:.1f} ", px(x), py(y));
    marks_ += "'/>";
}

void Plot::dot(double x, double y, std::string_view style, std::string_view title) {
    marks_ += fmt::format("<circle class='{}' cx='{:.1f}' cy='{:.1f}' r='3'><title>{}</title></circle>",
                          style, px(x), py(y), escaped(title));
}

void Plot::box(double x0, double y0, double x1, double y1, std::string_view style, double opacity,
               std::string_view title) {
    const double left = std::min(px(x0), px(x1)), top = std::min(py(y0), py(y1));
    marks_ += fmt::format(
        "<rect class='{}' x='{:.1f}' y='{:.1f}' width='{:.1f}' height='{:.1f}' fill-opacity='{:.3f}' "
        "stroke='none' stroke-opacity='0'><title>{}</title></rect>",
        style, left, top, std::abs(px(x1) - px(x0)), std::abs(py(y1) - py(y0)), opacity, escaped(title));
}

void Plot::words(double x, double y, std::string_view text, std::string_view anchor) {
    marks_ += fmt::format("<text x='{:.1f}' y='{:.1f}' text-anchor='{}'>{}</text>", px(x), py(y) + 4, anchor,
                          escaped(text));
}

void Plot::row_label(double y, std::string_view text) {
    marks_ += fmt::format("<text x='{}' y='{:.1f}' text-anchor='end'>{}</text>", left_ - 6, py(y) + 4,
                          escaped(text));
}

void Plot::column_label(double x, std::string_view text) {
    marks_ += fmt::format("<text x='{:.1f}' y='{}' text-anchor='middle'>{}</text>", px(x),
                          height_ - bottom_ + 15, escaped(text));
}

std::string Plot::svg() const {
    return fmt::format(
        "<svg role='img' viewBox='0 0 {0} {1}' width='{0}' height='{1}'>{2}<path class='axis' d='M{3} "
        "{4}V{5}H{6}'/>{7}</svg>",
        width_, height_, axes_, left_, top_, height_ - bottom_, width_ - right_, marks_);
}

std::string plot_page(std::string_view title, const std::string& body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\">"
        "<title>{0}</title><style>{1}</style></head>\n<body><h1>{0}</h1>\n{2}\n</body></html>\n",
        escaped(title), kStyle, body);
}

}  // namespace assay::report
