// Writers: scored reports to text, JSON, JSONL, CSV, Markdown and HTML.
//
// Rendering one report and joining what was rendered are two steps, so that threads may render side
// by side while one of them joins in input order: the bytes are the same whatever the threads did.
//
//     writer->begin(run, out);
//     for each report in order:  writer->render(report, context, piece);  writer->append(piece, out);
//     writer->end(out);
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/context.h"

namespace assay::report {

/// csv_findings: a row a finding; csv_assessments: a row a statement.
enum class OutputFormat {
    text,
    summary,
    explain,
    json,
    jsonl,
    csv_findings,
    csv_assessments,
    markdown,
    html
};

/// "text", "summary", "explain", "json", "jsonl", "csv" (findings), "csv-assessments", "md", "html"; none
/// otherwise.
std::optional<OutputFormat> output_format(std::string_view name);

/// How results look on a terminal or in a file. Only text and explain use it, but for
/// `flips_searched`, which Markdown and HTML use too.
struct LayoutOptions {
    int width = 80;              ///< columns; under 40 counts as 40
    bool color = false;          ///< ANSI colours
    bool unicode = true;         ///< false: bars and rules in ASCII
    int citations = 5;           ///< strengths and shortfalls shown, each
    bool flips_searched = true;  ///< false: a missing flip means that nobody looked for one
    bool silenced = false;       ///< JSON tells of hits that came to nothing (where the report kept them)
    bool bytes = false;          ///< the ledger tells where each sentence and match stands, in bytes
    bool csv_bom = false;        ///< CSV begins with a byte order mark, for Excel; see docs/csv.md
};

/// One line of a summary over many reports: one assessment, or a file that failed.
struct SummaryRow {
    std::string path;
    std::string sha256;  ///< of the file; empty where it could not be read
    std::string authority;
    std::string statement;  ///< id; empty for a file that failed
    std::string title;      ///< of the statement
    std::optional<int> predicted;
    std::optional<int> published;
    double probability = 0;  ///< of the predicted score
    double balance = 0;
    std::size_t findings = 0;
    bool abstained = false;
    bool calibrated = false;
    bool incomplete = false;
    std::string error;  ///< what went wrong; empty when nothing did
};

/// A rendered report: the bytes and what the summary tells of it. `name` is a file name without
/// directory or extension that suits the report; formats with one file a report use it.
struct Piece {
    std::string bytes;
    std::string name;
    std::vector<SummaryRow> rows;
};

/// A piece without its bytes.
Piece described(const ScoredReport& report, const ReportContext* context);

/// Takes the next bytes of an output; false: they cannot be written, nor will further ones.
using Sink = std::function<bool(std::string_view bytes)>;

/// One output format. `render` is const and thread-safe; the others are called one at a time.
class Writer {
public:
    virtual ~Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Renders one report into `piece`, whose former content is dropped and whose memory is reused.
    /// `context` is null when no framework was recognised; then the report has no assessments.
    virtual void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const = 0;

    /// As render(), but the bytes go to `sink` in parts as they come, so that a report of many megabytes is
    /// not held whole. By default in one part.
    virtual void render_parts(const ScoredReport& report, const ReportContext* context,
                              const Sink& sink) const;

    /// Each appends to what it is given; nothing is read from it.
    virtual void begin(const Run& run, std::string& out) = 0;
    /// What stands before and after the bytes of the next piece: a piece can be many megabytes, and is not
    /// copied to be written.
    virtual void frame(const Piece& piece, std::string& before, std::string& after) = 0;
    virtual void end(std::string& out) = 0;

    /// The next piece in its frame.
    void append(const Piece& piece, std::string& out);

    /// True when each report is a file of its own and `end` gives an index page (HTML).
    virtual bool file_per_report() const { return false; }

protected:
    Writer() = default;
};

/// The writer of a format.
std::unique_ptr<Writer> make_writer(OutputFormat format, const LayoutOptions& options = {});

/// All of it for one report and one string: begin, render, append, end.
std::string write_one(Writer& writer, const Run& run, const ScoredReport& report,
                      const ReportContext* context);

}  // namespace assay::report
