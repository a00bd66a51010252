// Where results go: standard output, or files in a folder that an interrupted run can go on with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/result.h"
#include "report/writer.h"

namespace assay::cli {

/// What a person asked for.
struct OutputPlan {
    report::OutputFormat format = report::OutputFormat::text;
    std::string format_name;  ///< as on the command line
    report::LayoutOptions layout;
    std::string folder;   ///< empty: standard output
    bool resume = false;  ///< go on where an earlier run into `folder` stopped
    std::string options;  ///< what else changes the results: a run with others cannot go on
};

/// The pieces of one report: one for each file that the output writes side by side.
using Rendered = std::vector<report::Piece>;

/// One run's results. `render` is thread-safe; the others are called one at a time.
class Output {
public:
    virtual ~Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    virtual void render(const ScoredReport& report, const report::ReportContext* context,
                        Rendered& rendered) const = 0;
    /// False when it cannot be written (a closed pipe, a full disk).
    virtual bool append(const Source& source, Rendered& rendered) = 0;
    /// A report rendered and written in one, part by part: for those too large to be kept meanwhile. The
    /// result as for append().
    virtual bool write(const ScoredReport& report, const report::ReportContext* context,
                       const report::Piece& described) = 0;
    /// Writes what was gathered: the next report takes its time.
    virtual void idle() = 0;
    /// What stands at the end; call it also when a run is cut short, so that what is there is whole.
    virtual bool end() = 0;
    /// Inputs that an earlier run had done, with the SHA-256 that they had.
    virtual const std::vector<std::pair<std::string, std::string>>& done() const = 0;

protected:
    Output() = default;
};

/// Opens the output: creates the folder, reads its journal when resuming. An error says what is wrong
/// with the folder, or that its journal belongs to another run.
Result<std::unique_ptr<Output>> open_output(const OutputPlan& plan, const report::Run& run);

}  // namespace assay::cli
