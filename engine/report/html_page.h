// The frame that every HTML page of assay shares: one self-contained file, nothing fetched.
#pragma once

#include <string>
#include <string_view>

#include "report/context.h"

namespace assay::report {

/// page/style.css and page/page.js, embedded when assay is built.
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

/// Appends text so that a browser shows it as it is, inside an element or a quoted attribute. Broken
/// UTF-8 and control characters become U+FFFD.
void append_html(std::string& out, std::string_view text);
/// The same as a string.
std::string html(std::string_view text);
/// The same with every run of white space as one blank, and none at the ends.
std::string html_line(std::string_view text);

/// Appends everything up to and with <body>. `title` is plain text. The page's own style and script
/// are the only ones that its content security policy lets run.
void begin_page(std::string& out, std::string_view title);
/// Appends the script and the end of the page.
void end_page(std::string& out);

}  // namespace assay::report
