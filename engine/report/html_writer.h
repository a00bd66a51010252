// HTML: one self-contained page a report, and an index page over all of them.
#pragma once

#include "report/writer.h"

namespace assay::report {

/// A page for each report: piece.bytes is the whole page, and belongs into piece.name + ".html".
/// `end` gives the index page, whose links are those names: make them unique before `append`.
std::unique_ptr<Writer> make_html_writer(const LayoutOptions& options);

}  // namespace assay::report
