#include "serve/report_json.h"

#include <algorithm>

#include "report/json_out.h"
#include "report/why_json.h"
#include "report/writer.h"

namespace assay::serve {
namespace {

using report::JsonOut;
using report::text_between;

/// Writes the text, section by section. Headings open sections; what is no evidence is there too, and says
/// so.
class Sections {
public:
    Sections(JsonOut& json, const ScoredReport& scored)
        : json_(json), document_(scored.document), map_(document_.report.extracted) {}

    void write() {
        json_.array("text_sections");
        const Report& read = document_.report;
        std::size_t next = 0;  // sentence
        for (std::size_t b = 0; b < read.blocks.size(); ++b) {
            const Block& block = read.blocks[b];
            if (block.lines.empty()) continue;
            const Span bytes{read.lines[block.lines.begin].begin, read.lines[block.lines.end - 1].end};
            const std::size_t first = next;
            while (next < document_.sentences.size() && document_.sentences[next].block == b) ++next;
            if (block.kind == BlockKind::heading) {
                open_section(block, text_between(document_.text(), bytes), bytes);
                continue;
            }
            if (!open_ || block.part != part_ || block.evidence != evidence_) open_section(block, "", {});
            paragraph(block, bytes, first, next);
        }
        close_section();
        json_.close_array();
    }

private:
    void open_section(const Block& block, const std::string& heading, Span bytes) {
        close_section();
        open_ = true;
        part_ = block.part;
        // A heading is never evidence itself; what follows says what its section is.
        evidence_ = block.kind == BlockKind::heading ? true : block.evidence;
        json_.open_object();
        json_.field_or_null("heading", heading);
        if (!bytes.empty()) {
            json_.field("start", bytes.begin);
            json_.field("end", bytes.end);
        }
        const auto& parts = document_.report.parts;
        json_.field_or_null("statement", block.part < parts.size() ? parts[block.part].statement : "");
        json_.field("kind", evidence_ ? "evidence" : "left out");
        json_.array("paragraphs");
    }
    void close_section() {
        if (!open_) return;
        json_.close_array();
        json_.close_object();
        open_ = false;
    }

    void paragraph(const Block& block, Span bytes, std::size_t first, std::size_t last) {
        json_.open_object();
        json_.field("start", bytes.begin);
        json_.field("end", bytes.end);
        json_.field("bullet", block.kind == BlockKind::bullet);
        const SourcePlace place = map_.place(bytes.begin);
        json_.field("page", place.page > 0 ? std::optional(place.page) : std::nullopt);
        json_.array("sentences");
        std::uint32_t at = bytes.begin;
        for (std::size_t s = first; s < last; ++s) {
            const Span sentence = document_.sentences[s].bytes;
            gap({at, sentence.begin});
            one(sentence, "evidence", &document_.sentences[s]);
            at = sentence.end;
        }
        gap({at, bytes.end});
        json_.close_array();
        json_.close_object();
    }

    // Text between sentences: words that state the grade, or all of a paragraph that is no evidence.
    void gap(Span bytes) {
        if (bytes.begin >= bytes.end) return;
        const std::string_view text = slice(document_.text(), bytes);
        const auto first = text.find_first_not_of(" \t\r\n\f");
        if (first == std::string_view::npos) return;
        const auto last = text.find_last_not_of(" \t\r\n\f");
        const bool words = std::any_of(text.begin(), text.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
        });
        if (!words) return;
        one({bytes.begin + static_cast<std::uint32_t>(first),
             bytes.begin + static_cast<std::uint32_t>(last) + 1},
            "left out", nullptr);
    }

    void one(Span bytes, const char* kind, const Sentence* sentence) {
        json_.open_object();
        json_.field("start", bytes.begin);
        json_.field("end", bytes.end);
        json_.field("line", map_.place(bytes.begin).line);
        json_.field("text", text_between(document_.text(), bytes));
        json_.field("kind", kind);
        if (sentence != nullptr && sentence->pieces.size() > 1) {
            json_.array("pieces");
            for (std::uint32_t p = sentence->pieces.begin; p < sentence->pieces.end; ++p) {
                json_.open_object();
                json_.field("start", document_.pieces[p].begin);
                json_.field("end", document_.pieces[p].end);
                json_.close_object();
            }
            json_.close_array();
        }
        json_.close_object();
    }

    JsonOut& json_;
    const Document& document_;
    SourceMap map_;
    bool open_ = false, evidence_ = true;
    std::uint16_t part_ = 0;
};

}  // namespace

std::string report_json(const ScoredReport& scored, const std::string& id, bool silenced) {
    report::LayoutOptions options;
    options.silenced = silenced;
    const auto writer = report::make_writer(report::OutputFormat::jsonl, options);
    const auto context = report::context_of(scored);
    report::Piece piece;
    writer->render(scored, context ? &*context : nullptr, piece);
    JsonOut json;
    json.open_object();
    json.field("id", id);
    if (scored.errors.empty()) Sections(json, scored).write();
    json.close_object();
    // Two objects become one: what the command line says, and what the page adds.
    while (!piece.bytes.empty() && piece.bytes.back() != '}') piece.bytes.pop_back();
    piece.bytes.pop_back();
    return "{\"report\":" + piece.bytes + "," + json.str().substr(1) + "}";
}

}  // namespace assay::serve
