// From a text to a report: which framework, which statements, which scores, what is evidence.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assay/framework.h"
#include "assay/report.h"
#include "assay/result.h"

namespace assay::ingest {

/// What the reader of a file knows beforehand.
struct LayoutOptions {
    std::string assume_statement;  ///< id of the statement where the text names none; empty: unknown
    std::string framework;         ///< id; empty: find out. Given: the file need show no sign of it.
};

struct Line;

/// Knows a set of frameworks. Dear to make (it compiles every pattern), cheap to use. Immutable and
/// thread-safe. Throws std::invalid_argument for a pattern that cannot be compiled.
class Recogniser {
public:
    /// The frameworks are copied. At least one.
    explicit Recogniser(const std::vector<const Framework*>& frameworks);
    ~Recogniser();
    Recogniser(Recogniser&&) noexcept;
    Recogniser& operator=(Recogniser&&) noexcept;

    /// Lays out a text. Errors: "not-a-report" when no framework shows in it, "no-text" when it holds
    /// no words. A report without a statement, or without a score, is a report with a warning
    /// ("no-statement", "no-score").
    Result<Report> lay_out(Extracted extracted, const LayoutOptions& options = {}) const;

private:
    struct Known;
    const Known* choose(const Extracted& extracted, const std::vector<Line>& lines,
                        const LayoutOptions& options) const;

    std::vector<std::unique_ptr<Known>> known_;
};

/// For a single use: makes a Recogniser and lays out one text.
Result<Report> lay_out(Extracted extracted, const std::vector<const Framework*>& frameworks,
                       const LayoutOptions& options = {});

}  // namespace assay::ingest
