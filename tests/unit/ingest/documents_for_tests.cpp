#include "documents_for_tests.h"

#include <fmt/format.h>
#include <zip.h>

#include <stdexcept>

namespace assay::ingest {

namespace {

std::string escape_pdf(const std::string& s) {
    std::string out;
    for (const char c : s) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string escape_xml(const std::string& s) {
    std::string out;
    for (const char c : s) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '\'')
            out += "&#39;";
        else
            out += c;
    }
    return out;
}

std::vector<std::string> wrap(const std::string& words, std::size_t width) {
    std::vector<std::string> lines;
    std::string line;
    std::size_t at = 0;
    while (at < words.size()) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        const std::string word = words.substr(at, end - at);
        if (!line.empty() && line.size() + 1 + word.size() > width) {
            lines.push_back(line);
            line.clear();
        }
        if (!line.empty()) line += ' ';
        line += word;
        at = end + 1;
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
}

std::string page_content(const std::vector<Piece>& pieces) {
    std::string out = "BT /F1 10 Tf 60 780 Td ";
    for (const Piece& piece : pieces) {
        out += piece.heading ? "0 -26 Td " : "0 -20 Td ";
        bool first = true;
        for (const std::string& line : wrap(piece.words, 90)) {
            if (!first) out += "0 -12 Td ";
            first = false;
            out += fmt::format("({}) Tj\n", escape_pdf(line));
        }
    }
    return out + "ET";
}

}  // namespace

std::string make_pdf(const std::vector<std::vector<Piece>>& pages) {
    std::string pdf = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    const auto object = [&](const std::string& body) {
        offsets.push_back(pdf.size());
        pdf += fmt::format("{} 0 obj\n{}\nendobj\n", offsets.size(), body);
    };
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += fmt::format("{} 0 R ", 4 + 2 * i);
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object(fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size()));
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        object(
            fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R "
                        "/Resources << /Font << /F1 3 0 R >> >> >>",
                        5 + 2 * i));
        const std::string content = page_content(pages[i]);
        object(fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content));
    }
    const std::size_t table = pdf.size();
    pdf += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets.size() + 1);
    for (const std::size_t offset : offsets) pdf += fmt::format("{:010} 00000 n \n", offset);
    pdf +=
        fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", offsets.size() + 1, table);
    return pdf;
}

namespace {

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* archive_source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(archive_source, ZIP_TRUNCATE, &error);
    if (archive == nullptr) throw std::runtime_error("zip");
    zip_source_keep(archive_source);
    for (const auto& [name, content] : parts) {
        zip_source_t* part = zip_source_buffer(archive, content.data(), content.size(), 0);
        zip_file_add(archive, name.c_str(), part, ZIP_FL_OVERWRITE);
    }
    if (zip_close(archive) != 0) throw std::runtime_error("zip");
    zip_source_open(archive_source);
    zip_source_seek(archive_source, 0, SEEK_END);
    const auto size = static_cast<std::size_t>(zip_source_tell(archive_source));
    zip_source_seek(archive_source, 0, SEEK_SET);
    std::string out(size, '\0');
    zip_source_read(archive_source, out.data(), size);
    zip_source_close(archive_source);
    zip_source_free(archive_source);
    return out;
}

}  // namespace

std::string make_zip(const std::string& name, const std::string& content) {
    return zip_of({{name, content}});
}

std::string make_docx(const std::vector<Piece>& pieces) {
    std::string xml = "<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>";
    for (const Piece& piece : pieces) {
        // Word cuts a paragraph into runs wherever it likes.
        const std::size_t cut = piece.words.size() / 2;
        xml += fmt::format(
            "<w:p><w:pPr>{}</w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>"
            "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            piece.heading ? "<w:pStyle w:val=\"Kop2\"/>" : "", escape_xml(piece.words.substr(0, cut)),
            escape_xml(piece.words.substr(cut)));
    }
    xml += "</w:body></w:document>";
    return zip_of({{"word/document.xml", xml},
                   {"word/styles.xml",
                    "<w:styles xmlns:w=\"urn:w\"><w:style w:styleId=\"Kop2\"><w:name w:val=\"heading 2\"/>"
                    "</w:style></w:styles>"}});
}

std::string make_html(const std::vector<Piece>& pieces) {
    std::string html =
        "<!DOCTYPE html>\n<!-- saved from url=(0042)about:internet -->\n<html "
        "lang=\"en\"><head><title>Report</title>\n"
        "<script>var score = 'Score: 4';</script><style>p { color: black }</style></head>\n<body>\n"
        "<header><a href=\"#main\">Skip to main content</a></header>\n"
        "<nav><ul><li>Safeguarding</li><li>Score: 1</li></ul></nav>\n<main id=\"main\">\n";
    for (const Piece& piece : pieces) {
        const std::string words = escape_xml(piece.words);
        html += piece.heading ? fmt::format("<h2 class=\"x\">{}</h2>\n", words)
                              : fmt::format("  <p>\n    {}\n  </p>\r\n", words);
    }
    return html + "</main>\n<footer><p>&copy; Care Quality Commission</p></footer></body></html>\n";
}

std::vector<Piece> marlowdale() {
    return {{true, "Marlowdale Council: local authority assessment"},
            {true, "Learning, improvement and innovation"},
            {false, "Score: 2"},
            {false, "2 - Evidence shows some shortfalls"},
            {true, "The local authority commitment"},
            {false,
             "We encourage creative ways of delivering equality, and we contribute to effective practice."},
            {true, "Key findings for this quality statement"},
            {true, "Continuous learning, improvement and professional development"},
            {false,
             "Staff in Marlowdale had regular supervision & training. However, leaders weren't sure whether "
             "either had changed practice, and no audit had looked at it since the spring of 2023."},
            {false, "Providers told us that learning was left to them (36% of 50 providers said so)."},
            {true, "Learning from feedback"},
            {false,
             "Complaints were answered within 14 days. Themes from them were not shared with the teams that "
             "could have acted on them."}};
}

}  // namespace assay::ingest
