// Documents made by hand: the same report as PDF, Word document and web page, and archives that are bombs.
#pragma once

#include <string>
#include <vector>

namespace assay::ingest {

/// A paragraph or a heading of a made-up report.
struct Piece {
    bool heading = false;
    std::string words;  ///< ASCII for PDF
};

/// A PDF of one page a list, a line a piece (wrapped at 90 characters), headings with space above.
std::string make_pdf(const std::vector<std::vector<Piece>>& pages);
/// A Word document.
std::string make_docx(const std::vector<Piece>& pieces);
/// An archive with one deflated part.
std::string make_zip(const std::string& name, const std::string& content);
/// A page as a browser saves it, with navigation, script and footer around the report.
std::string make_html(const std::vector<Piece>& pieces);

/// A report about a council that does not exist.
std::vector<Piece> marlowdale();

}  // namespace assay::ingest
