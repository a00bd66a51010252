#include "report/diagnostic_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::report {

namespace {

// The byte at which character `column` (from 1) begins.
std::size_t byte_of(const std::string& line, std::uint32_t column) {
    std::size_t at = 0;
    for (std::uint32_t c = 1; c < column && at < line.size(); ++c) {
        do {
            ++at;
        } while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80);
    }
    return at;
}

}  // namespace

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::error:
            break;
    }
    return "error";
}

std::string diagnostics_text(const Diagnostics& diagnostics, bool color) {
    const auto paint = [&](const char* code, std::string_view text) {
        return color ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
    };
    std::string out;
    for (const Diagnostic& d : diagnostics) {
        std::string place = d.place.file;
        if (d.place.line > 0) place += fmt::format(":{}", d.place.line);
        if (d.place.line > 0 && d.place.column > 0) place += fmt::format(":{}", d.place.column);
        const char* hue = d.severity == Severity::error     ? "1;31"
                          : d.severity == Severity::warning ? "1;33"
                                                            : "1;36";
        out += fmt::format("{}{}{} {}\n", place.empty() ? "" : paint("1", place + ": "),
                           paint(hue, fmt::format("{} {}", to_string(d.severity), d.code)), ":", d.message);
        std::string margin = "       ";
        if (!d.source_line.empty() && d.place.line > 0) {
            out += fmt::format("  {:>4} | {}\n", d.place.line, d.source_line);
            if (d.place.column > 0) {
                // Tabs are kept so that the caret stands below its place whatever their width.
                std::string under;
                const std::size_t begin = byte_of(d.source_line, d.place.column);
                for (std::size_t i = 0; i < begin; ++i) {
                    if ((static_cast<unsigned char>(d.source_line[i]) & 0xC0) != 0x80)
                        under += d.source_line[i] == '\t' ? '\t' : ' ';
                }
                const std::size_t end =
                    byte_of(d.source_line, d.place.column + std::max<std::uint32_t>(d.place.length, 1));
                const auto wide = static_cast<std::size_t>(
                    std::count_if(d.source_line.begin() + static_cast<std::ptrdiff_t>(begin),
                                  d.source_line.begin() + static_cast<std::ptrdiff_t>(end),
                                  [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
                under += paint(hue, "^" + std::string(wide > 1 ? wide - 1 : 0, '~'));
                out += fmt::format("{}| {}\n", margin, under);
            }
        }
        if (!d.suggestion.empty()) out += fmt::format("{}= {}\n", margin, d.suggestion);
    }
    return out;
}

}  // namespace assay::report
