#include "report/markdown_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "report/citations.h"
#include "report/file_name.h"
#include "report/number_text.h"
#include "report/quote.h"
#include "report/summary.h"
#include "report/text_parts.h"
#include "report/utf8.h"
#include "text/authority_key.h"

namespace assay::report {

namespace {

std::string safe(std::string_view text) {
    std::string out;
    append_markdown(out, text);
    return out;
}

// One report while it is written.
class ReportMarkdown {
public:
    ReportMarkdown(const ScoredReport& report, const ReportContext* context, const LayoutOptions& options,
                   std::string& out)
        : report_(report),
          context_(context),
          options_(options),
          map_(report.document.report.extracted),
          out_(out) {}

    void write() {
        const Report& read = report_.document.report;
        put("# {}\n\n", safe(read.authority ? *read.authority
                             : context_     ? "Authority unknown"
                                            : report_.source.path));
        for (const Error& error : report_.errors) put("**Error:** {}\n\n", safe(error.message));
        if (!context_) return;
        put("{}", safe(context_->framework.title));
        if (read.published_on) put(", published {}", safe(*read.published_on));
        put(". File {}, pack {} {}.\n\n", safe(report_.source.path), safe(context_->pack_id),
            safe(context_->pack_version));
        write_warnings(read.warnings);
        for (const Assessment& a : report_.assessments) write_assessment(a);
        write_overall();
    }

private:
    template <class... Args>
    void put(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    }

    std::string readable(const Sentence& sentence) const {
        std::string words;
        for (const Marked& bit : marked_quote(report_.document, sentence, {})) words += bit.words;
        return words;
    }

    void write_assessment(const Assessment& a) {
        const Framework& framework = context_->framework;
        put("## {}\n\n| | |\n|---|---|\n", safe(statement_title(framework, a.statement)));
        if (a.predicted_score) {
            put("| **Predicted** | **{}** {}{} |\n", *a.predicted_score,
                safe(descriptor(framework, *a.predicted_score)), a.calibrated ? "" : " *(uncalibrated)*");
        } else {
            put("| **Predicted** | no score: {} |\n",
                a.abstain_reasons.empty() ? "not enough evidence"
                                          : safe(fmt::format("{}", fmt::join(a.abstain_reasons, "; "))));
        }
        if (a.published_score) {
            put("| **Published** | **{}** {} |\n", *a.published_score,
                safe(descriptor(framework, *a.published_score)));
        } else {
            put("| **Published** | none in this report |\n");
        }
        if (a.predicted_score) {
            std::string shares;
            for (int score = kLowestScore; score <= kHighestScore; ++score) {
                shares +=
                    fmt::format("{}{}: {}", shares.empty() ? "" : ", ", score,
                                percent(a.probabilities[static_cast<std::size_t>(score - kLowestScore)]));
            }
            put("| Probability | {} |\n", safe(shares));
            put("| Balance | {} (cut points {}, {}, {}) |\n", signed_points(a.balance),
                points(a.cut_points[0]), points(a.cut_points[1]), points(a.cut_points[2]));
        }
        out_ += '\n';
        if (a.incomplete) {
            for (const ScriptFailure& failure : a.failures) {
                put("**Incomplete:** the script of `{}` failed: {}\n\n", failure.rule, safe(failure.message));
            }
        }
        const Sides sides = sides_of(a);
        const bool low = a.predicted_score && *a.predicted_score <= 2;
        write_side(low ? sides.shortfalls : sides.strengths, low ? "Shortfalls" : "Strengths");
        write_side(low ? sides.strengths : sides.shortfalls, low ? "Strengths" : "Shortfalls");
        write_flip(a);
        write_sufficient(a);
        write_warnings(a.warnings);
    }

    void write_side(const Side& side, std::string_view name) {
        if (side.citations.empty()) {
            put("### {}: none found\n\n", name);
            return;
        }
        put("### {} {}\n\n", name, signed_points(side.total));
        const auto shown =
            std::min(side.citations.size(), static_cast<std::size_t>(std::max(0, options_.citations)));
        for (std::size_t i = 0; i < shown; ++i) {
            const Citation& citation = side.citations[i];
            const Sentence& sentence = report_.document.sentences[citation.sentence];
            put("- **{}** “", signed_points(citation.points));
            append_markdown(out_, readable(sentence));
            put("” ({})\n", place_words(map_.place(sentence.bytes.begin)));
            for (const Finding* finding : citation.findings) {
                const std::string why = softeners(*finding);
                put("  - {} {}{}\n", signed_points(finding->contribution),
                    safe(context_->rules[finding->rule].title), why.empty() ? "" : " (" + safe(why) + ")");
            }
        }
        if (shown < side.citations.size())
            put("- and {} more\n", counted(side.citations.size() - shown, "sentence"));
        out_ += '\n';
    }

    void write_flip(const Assessment& a) {
        if (!a.predicted_score || (!a.flip && !options_.flips_searched)) return;
        out_ += "### What would change the score\n\n";
        if (!a.flip) {
            put("{}\n\n", nothing_flips(a));
            return;
        }
        put("{} {}{}:\n\n", if_they_did_not_count(a.flip->sentences.size()), a.flip->to,
            perhaps_fewer(a.flip_proved));
        for (std::uint32_t index : a.flip->sentences) {
            const Sentence& sentence = report_.document.sentences[index];
            put("- {}: “{}”\n", place_words(map_.place(sentence.bytes.begin)), safe(readable(sentence)));
        }
        out_ += '\n';
    }

    void write_sufficient(const Assessment& a) {
        if (!a.sufficient || !a.predicted_score) return;
        out_ += "### What alone gives the score\n\n";
        if (a.sufficient->empty()) {
            put("Nothing is needed: without any finding the score would be {}.\n\n", *a.predicted_score);
            return;
        }
        put("{}, all others left out{}:\n\n", counted(a.sufficient->size(), "sentence"),
            perhaps_fewer(a.sufficient_proved));
        for (std::uint32_t index : *a.sufficient) {
            const Sentence& sentence = report_.document.sentences[index];
            put("- {}: “{}”\n", place_words(map_.place(sentence.bytes.begin)), safe(readable(sentence)));
        }
        out_ += '\n';
    }

    void write_warnings(const std::vector<Warning>& warnings) {
        if (warnings.empty()) return;
        out_ += "### Worth checking in this report\n\n";
        for (const Warning& warning : warnings) {
            put("- {}{}\n", safe(warning.message),
                warning.at.empty() ? "" : " (" + place_words(map_.place(warning.at.begin)) + ")");
        }
        out_ += '\n';
    }

    void write_overall() {
        const Framework& framework = context_->framework;
        if (!tells_overall(report_, framework)) return;
        put("## Overall rating\n\n| Predicted | Published |\n|---|---|\n| {} | {}{} |\n\n",
            safe(predicted_overall_words(report_)), safe(published_overall_words(report_, framework)),
            overall_comparison(report_));
        if (!framework.overall_note.empty()) put("{}\n\n", safe(framework.overall_note));
    }

    const ScoredReport& report_;
    const ReportContext* context_;
    const LayoutOptions& options_;
    SourceMap map_;
    std::string& out_;
};

class MarkdownWriter : public Writer {
public:
    explicit MarkdownWriter(const LayoutOptions& options) : options_(options) {}

    void render(const ScoredReport& report, const ReportContext* context, Piece& piece) const override {
        piece.bytes.clear();
        ReportMarkdown(report, context, options_, piece.bytes).write();
        piece.name = file_name_for(report.source.path);
        piece.rows = summary_rows(report, context);
    }

    void begin(const Run&, std::string&) override {
        reports_ = 0;
        rows_.clear();
        files_ = {};
        doubles_.clear();
    }

    void frame(const Piece& piece, std::string&, std::string&) override {
        ++reports_;
        if (!piece.rows.empty()) {
            std::string same = files_.add(piece.rows.front().path, piece.rows.front().sha256);
            if (!same.empty()) doubles_.push_back(std::move(same));
        }
        rows_.insert(rows_.end(), piece.rows.begin(), piece.rows.end());
    }

    void end(std::string& out) override {
        if (reports_ < 2) return;
        out +=
            "# Summary\n\n| Report | Statement | Predicted | Published | Remark |\n|---|---|---|---|---|\n";
        std::map<std::string, std::set<std::string>> paths;  // by council
        for (const SummaryRow& row : rows_) paths[authority_key(row.authority)].insert(row.path);
        for (const SummaryRow& row : rows_) {
            const bool several = paths[authority_key(row.authority)].size() > 1;
            out += fmt::format("| {} | {} | {} | {} | {} |\n",
                               safe(row.authority.empty() ? row.path
                                    : several             ? row.authority + " (" + row.path + ")"
                                                          : row.authority),
                               safe(row.title), row.predicted ? std::to_string(*row.predicted) : "",
                               row.published ? std::to_string(*row.published) : "",
                               row.error.empty() ? std::string(remark(row)) : safe(row.error));
        }
        for (const std::string& same : doubles_) out += "\n" + safe(same) + "\n";
    }

private:
    LayoutOptions options_;
    std::size_t reports_ = 0;
    std::vector<SummaryRow> rows_;
    SameFiles files_;
    std::vector<std::string> doubles_;
};

}  // namespace

void append_markdown(std::string& out, std::string_view text) {
    const std::string clean = for_terminal(text);
    // "1." and "2)" open a list, but only at the beginning of a line.
    const std::size_t digits = clean.find_first_not_of("0123456789");
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const char c = clean[i];
        const bool opens_list =
            i == digits && i > 0 && (c == '.' || c == ')') && clean.substr(i + 1, 1) == " ";
        const bool opens_block = i == 0 && (c == '-' || c == '+' || c == '=' || c == '#' || c == '>');
        if (c == '<') {
            out += "&lt;";
            continue;
        }
        if (c == '&') {
            out += "&amp;";
            continue;
        }
        if (opens_list || opens_block || std::string_view("\\`*_[]|~$").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
}

std::unique_ptr<Writer> make_markdown_writer(const LayoutOptions& options) {
    return std::make_unique<MarkdownWriter>(options);
}

}  // namespace assay::report
