#include "report/text_writer.h"

#include "report/file_name.h"
#include "report/summary.h"
#include "report/text_score.h"

namespace assay::report {

namespace {

enum class TextKind { score, ledger, summary };

class TextWriter : public Writer {
public:
    TextWriter(const LayoutOptions& options, TextKind kind) : options_(options), kind_(kind) {}

    void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const override {
        piece.bytes.clear();
        if (kind_ == TextKind::ledger) write_explain_text(report, context, options_, piece.bytes);
        if (kind_ == TextKind::score) write_score_text(report, context, options_, piece.bytes);
        piece.name = file_name_for(report.source.path);
        piece.rows = summary_rows(report, context);
    }

    void begin(const Run&, std::string&) override {
        reports_ = 0;
        rows_.clear();
        files_ = {};
        doubles_.clear();
    }

    void frame(const Piece& piece, std::string& before, std::string&) override {
        if (reports_ > 0 && kind_ != TextKind::summary) before += "\n\n";
        ++reports_;
        if (!piece.rows.empty()) {
            std::string same = files_.add(piece.rows.front().path, piece.rows.front().sha256);
            if (!same.empty()) doubles_.push_back(std::move(same));
        }
        rows_.insert(rows_.end(), piece.rows.begin(), piece.rows.end());
    }

    void end(std::string& out) override {
        if (reports_ < 2 && kind_ != TextKind::summary) return;
        if (kind_ != TextKind::summary) out += '\n';
        write_summary_text(rows_, doubles_, options_, out);
    }

private:
    LayoutOptions options_;
    TextKind kind_;
    std::size_t reports_ = 0;
    std::vector<SummaryRow> rows_;
    SameFiles files_;
    std::vector<std::string> doubles_;
};

}  // namespace

std::unique_ptr<Writer> make_text_writer(const LayoutOptions& options) {
    return std::make_unique<TextWriter>(options, TextKind::score);
}

std::unique_ptr<Writer> make_explain_writer(const LayoutOptions& options) {
    return std::make_unique<TextWriter>(options, TextKind::ledger);
}

std::unique_ptr<Writer> make_summary_writer(const LayoutOptions& options) {
    return std::make_unique<TextWriter>(options, TextKind::summary);
}

}  // namespace assay::report
