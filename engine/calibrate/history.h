// A record of every calibration, in an SQLite file that several processes may write at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assay/calibration.h"
#include "assay/result.h"

namespace assay::calibrate {

/// One calibration as it was recorded. Figures are out of authority; none where undefined.
struct HistoryEntry {
    std::int64_t id = 0;   ///< ascending in the order of recording; given by the file
    std::string recorded;  ///< UTC, ISO 8601
    std::string pack;
    std::string pack_hash;
    std::string corpus_hash;
    int assessments = 0;
    int authorities = 0;
    std::optional<double> qwk, qwk_low, qwk_high, exact, macro_mae, rps_skill, coverage;
    std::string note;
    std::string model;  ///< the text of model.yaml
};

/// The entry of a report; `model` is the text of its model.yaml.
HistoryEntry history_entry(const CalibrationReport& report, const std::string& pack,
                           const std::string& recorded, const std::string& model);

/// An open history. Writes are transactions: a process killed at any moment leaves every recorded entry
/// whole, and processes that open or write at once wait for each other (up to ten seconds). Not thread-safe;
/// open one a thread.
class History {
public:
    /// Opens, and creates the file if `create`. The error names the file.
    static Result<History> open(const std::string& path, bool create);
    ~History();
    History(History&&) noexcept;
    History& operator=(History&&) noexcept;

    /// Gives the new entry's id.
    Result<std::int64_t> record(const HistoryEntry& entry);
    /// Entries of a pack, oldest first; of every pack when `pack` is empty. At most the last `limit`.
    Result<std::vector<HistoryEntry>> list(const std::string& pack, int limit = 1000);

private:
    struct Database;
    explicit History(std::unique_ptr<Database> database);
    std::unique_ptr<Database> database_;
};

}  // namespace assay::calibrate
