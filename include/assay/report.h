// A report as it was read: its text, where that text came from, and how it is laid out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/span.h"

namespace assay {

enum class Format { text, markdown, html, pdf, docx };

/// "text", "markdown", "html", "pdf", "docx".
std::string_view to_string(Format format);

/// The file that was read. `sha256` is of the whole file, lower-case hexadecimal.
struct Source {
    std::string path;  ///< as given; "-" for standard input
    std::string sha256;
    std::uint64_t bytes = 0;
    Format format = Format::text;
};

/// A place in the original file. `offset` is in bytes of the original for text, Markdown and HTML,
/// and in bytes of the extracted text (`assay extract`) for PDF and DOCX. `line` counts from 1 in
/// whatever `offset` counts in; `page` (PDF) and `paragraph` (DOCX) count from 1, 0 where there are none.
struct SourcePlace {
    std::uint64_t offset = 0;
    std::uint32_t line = 0;
    std::uint32_t page = 0;
    std::uint32_t paragraph = 0;
};

/// Bytes that somebody keeps alive: a mapped file, or a string. Copies share them.
struct Buffer {
    std::shared_ptr<const void> owner;
    std::string_view bytes;
};

/// What a converter knows about a line of extracted text beyond its characters.
/// `numbered` is an item of a list whose numbers are not in the text: in a report, a numbered paragraph.
enum class LineKind : std::uint8_t { plain, heading, list_item, table_cell, numbered };

/// A hint that applies to the line that begins at `begin`. For PDF and plain text there are none.
struct LineHint {
    std::uint32_t begin = 0;
    LineKind kind = LineKind::plain;
    std::uint8_t level = 0;  ///< of a heading, 1 to 6
};

/// Says where a stretch of extracted text stands in the original: text bytes
/// [text_begin, next piece's text_begin) come from source bytes beginning at source_begin. When
/// `copied` the two run byte by byte; otherwise (an entity, a space put in) the whole stretch
/// stands for the source bytes [source_begin, source_begin + source_length).
struct MapPiece {
    std::uint32_t text_begin = 0;
    std::uint64_t source_begin = 0;
    std::uint32_t source_length = 0;
    bool copied = true;
};

/// The text of a file, however it was stored.
struct Extracted {
    Source source;
    Buffer text;                ///< UTF-8; invalid input bytes stay as they are
    std::vector<MapPiece> map;  ///< empty: the text is the original, byte for byte
    /// The offset in the original of each of its lines, beginning with 0: where there is a map (HTML), and
    /// where the text is the original and has been laid out. Else empty.
    std::vector<std::uint64_t> source_lines;
    std::vector<std::uint32_t> page_begins;       ///< PDF: offset of each page in the text
    std::vector<std::uint32_t> paragraph_begins;  ///< DOCX: offset of each paragraph
    std::vector<LineHint> hints;                  ///< ascending by begin; empty for text and PDF
    /// True when lines end where the page ends (text, PDF) rather than where paragraphs do.
    bool hard_wrapped = false;
};

enum class BlockKind : std::uint8_t { paragraph, bullet, heading };

/// A run of text that belongs together, without the furniture that interrupted it: its lines are
/// `lines` [begin, end) of Report::lines. Headings are kept for display and never evidence.
struct Block {
    BlockKind kind = BlockKind::paragraph;
    bool evidence = true;       ///< false: boilerplate, or it gives the published score away
    std::uint16_t part = 0;     ///< index into Report::parts
    std::uint16_t section = 0;  ///< index into Report::sections
    Span lines;
};

/// A heading and what stands under it.
struct Section {
    std::string id;     ///< of the framework's SectionKind, or the heading folded to a slug
    std::string title;  ///< as printed; empty before the first heading
    Span heading;       ///< bytes of the text
};

/// The stretch of a report that is about one statement.
struct Part {
    std::string statement;               ///< id, or "" for text that belongs to none
    std::optional<int> published_score;  ///< 1 to 4
    Span published_at;                   ///< bytes of the text where the score is stated
};

/// Something in the file that the reader should know and that stopped nothing.
struct Warning {
    std::string code;  ///< stable: "sum-not-100", "score-differs"
    std::string message;
    Span at;  ///< bytes of the text; empty where there is no one place
};

/// A report, laid out: what `ingest` hands to `text`.
struct Report {
    Extracted extracted;
    std::string framework;  ///< id; empty when none was recognised
    std::optional<std::string> authority;
    std::optional<std::string> published_on;      ///< as printed
    std::optional<std::string> published_rating;  ///< an overall rating in words, as printed
    std::vector<Part> parts;
    std::vector<Section> sections;
    std::vector<Block> blocks;  ///< in the order of the text
    std::vector<Span> lines;    ///< trimmed lines of all blocks, bytes of the text
    /// Words inside evidence that state a grade, ascending: a sentence that overlaps one of these is
    /// no evidence.
    std::vector<Span> excluded;
    std::vector<Warning> warnings;
};

/// Maps places in a report's extracted text back to the file. Built once a report, then read-only
/// and thread-safe. Refers to the report, which must outlive it and stay as it is.
class SourceMap {
public:
    explicit SourceMap(const Extracted& extracted);
    /// The place of one byte of the text (end of text included).
    SourcePlace place(std::uint32_t text_offset) const;
    /// The half-open byte range of the original that a span of the text came from.
    std::pair<std::uint64_t, std::uint64_t> range(Span span) const;

private:
    const Extracted* extracted_;
    std::vector<std::uint64_t> line_begins_;  // where the report does not know them
};

}  // namespace assay
