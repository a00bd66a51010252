// Markdown for wikis, tickets and pull requests (CommonMark with GitHub's tables).
#pragma once

#include "report/writer.h"

namespace assay::report {

/// A section a report; a summary table at the end where there were several.
std::unique_ptr<Writer> make_markdown_writer(const LayoutOptions& options);

/// Appends text of a report so that Markdown shows it as it is: on one line, nothing in it is mark-up.
void append_markdown(std::string& out, std::string_view text);

}  // namespace assay::report
