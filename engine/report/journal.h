// The journal of a run into a folder: which inputs are done, so that an interrupted run can go on.
//
// One JSON object a line. The first line says what the run is; each further line is one input whose
// output is complete. A line is written after the output that it speaks of, so a run that is killed
// loses at most what it has not yet told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/writer.h"

namespace assay::report {

/// What must be the same for a run to go on.
struct JournalHead {
    std::string version;  ///< of assay
    std::string format;
    std::string packs;    ///< hashes
    std::string options;  ///< anything else that changes the output

    friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

/// One input whose output is complete.
struct JournalEntry {
    std::string path;
    std::string sha256;                ///< of the input; empty when it could not be read
    std::string name;                  ///< Piece::name
    std::vector<std::uint64_t> sizes;  ///< of the output files once this input was in them
    std::vector<SummaryRow> rows;
};

struct Journal {
    JournalHead head;
    std::vector<JournalEntry> entries;
    std::uint64_t bytes = 0;  ///< of its complete lines: what stands behind is to be cut off
};

/// Lines with their line break.
std::string journal_line(const JournalHead& head);
std::string journal_line(const JournalEntry& entry);

/// Reads a journal; an incomplete last line is left out. None when it is no journal.
std::optional<Journal> read_journal(std::string_view text);

}  // namespace assay::report
