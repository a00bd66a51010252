#include "calibrate/history.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace assay::calibrate {
namespace {

constexpr int kVersion = 1;
constexpr int kWaitMilliseconds = 10000;

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS calibration (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recorded TEXT NOT NULL, pack TEXT NOT NULL, pack_hash TEXT NOT NULL, corpus_hash TEXT NOT NULL,
    assessments INTEGER NOT NULL, authorities INTEGER NOT NULL,
    qwk REAL, qwk_low REAL, qwk_high REAL, exact REAL, macro_mae REAL, rps_skill REAL, coverage REAL,
    note TEXT NOT NULL, model TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS calibration_pack ON calibration (pack, id);
)";

/// A prepared statement, finalised when it goes.
class Statement {
public:
    Statement(sqlite3* database, const char* sql) {
        status_ = sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr);
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    bool ok() const { return status_ == SQLITE_OK; }
    void bind(int at, const std::string& text) {
        sqlite3_bind_text(statement_, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    }
    void bind(int at, int number) { sqlite3_bind_int(statement_, at, number); }
    void bind(int at, const std::optional<double>& number) {
        if (number) {
            sqlite3_bind_double(statement_, at, *number);
        } else {
            sqlite3_bind_null(statement_, at);
        }
    }
    int step() { return sqlite3_step(statement_); }
    std::string text(int at) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, at));
        return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at)))
                     : std::string();
    }
    int integer(int at) const { return sqlite3_column_int(statement_, at); }
    std::int64_t long_integer(int at) const { return sqlite3_column_int64(statement_, at); }
    std::optional<double> number(int at) const {
        if (sqlite3_column_type(statement_, at) == SQLITE_NULL) return std::nullopt;
        return sqlite3_column_double(statement_, at);
    }

private:
    sqlite3_stmt* statement_ = nullptr;
    int status_ = SQLITE_ERROR;
};

}  // namespace

struct History::Database {
    sqlite3* handle = nullptr;
    std::string path;

    ~Database() { sqlite3_close(handle); }
    bool run(const char* sql) { return sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }
    Error error(const char* what) const {
        return {"history", fmt::format("{}: {}: {}.", path, what, sqlite3_errmsg(handle))};
    }
    int version() {
        Statement ask(handle, "PRAGMA user_version");
        return ask.ok() && ask.step() == SQLITE_ROW ? ask.integer(0) : -1;
    }
};

History::History(std::unique_ptr<Database> database) : database_(std::move(database)) {}
History::~History() = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

Result<History> History::open(const std::string& path, bool create) {
    auto database = std::make_unique<Database>();
    database->path = path;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path.c_str(), &database->handle, flags, nullptr) != SQLITE_OK) {
        return database->error("cannot open the history");
    }
    sqlite3_busy_timeout(database->handle, kWaitMilliseconds);
    // FULL: a commit is on the disk before it is reported, whatever happens to the machine. The journal is
    // SQLite's default: changing a file to write-ahead mode does not wait for other processes, so that the
    // second of two that begin a history together was refused, and that mode does not work on a network
    // drive.
    if (!database->run("PRAGMA synchronous = FULL")) return database->error("cannot use the history");
    const int version = database->version();
    if (version > kVersion) {
        return Error{"history",
                     fmt::format("{}: written by a newer assay (history version {}).", path, version)};
    }
    if (version == kVersion) return History(std::move(database));
    // Two processes may both find a new file: the second waits here and finds the tables made.
    if (!database->run("BEGIN IMMEDIATE") || !database->run(kSchema) ||
        !database->run(fmt::format("PRAGMA user_version = {}", kVersion).c_str()) ||
        !database->run("COMMIT")) {
        return database->error("cannot prepare the history");
    }
    return History(std::move(database));
}

Result<std::int64_t> History::record(const HistoryEntry& entry) {
    Statement insert(
        database_->handle,
        "INSERT INTO calibration (recorded, pack, pack_hash, corpus_hash, assessments, authorities, qwk,"
        " qwk_low, qwk_high, exact, macro_mae, rps_skill, coverage, note, model)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert.ok()) return database_->error("cannot record");
    int at = 0;
    for (const std::string* text : {&entry.recorded, &entry.pack, &entry.pack_hash, &entry.corpus_hash}) {
        insert.bind(++at, *text);
    }
    insert.bind(++at, entry.assessments);
    insert.bind(++at, entry.authorities);
    for (const auto* number : {&entry.qwk, &entry.qwk_low, &entry.qwk_high, &entry.exact, &entry.macro_mae,
                               &entry.rps_skill, &entry.coverage}) {
        insert.bind(++at, *number);
    }
    insert.bind(++at, entry.note);
    insert.bind(++at, entry.model);
    if (insert.step() != SQLITE_DONE) return database_->error("cannot record");
    return static_cast<std::int64_t>(sqlite3_last_insert_rowid(database_->handle));
}

Result<std::vector<HistoryEntry>> History::list(const std::string& pack, int limit) {
    Statement ask(
        database_->handle,
        "SELECT id, recorded, pack, pack_hash, corpus_hash, assessments, authorities, qwk, qwk_low, qwk_high,"
        " exact, macro_mae, rps_skill, coverage, note, model FROM calibration"
        " WHERE ?1 = '' OR pack = ?1 ORDER BY id DESC LIMIT ?2");
    if (!ask.ok()) return database_->error("cannot read the history");
    ask.bind(1, pack);
    ask.bind(2, limit);
    std::vector<HistoryEntry> entries;
    int status = ask.step();
    for (; status == SQLITE_ROW; status = ask.step()) {
        HistoryEntry e;
        e.id = ask.long_integer(0);
        e.recorded = ask.text(1);
        e.pack = ask.text(2);
        e.pack_hash = ask.text(3);
        e.corpus_hash = ask.text(4);
        e.assessments = ask.integer(5);
        e.authorities = ask.integer(6);
        e.qwk = ask.number(7);
        e.qwk_low = ask.number(8);
        e.qwk_high = ask.number(9);
        e.exact = ask.number(10);
        e.macro_mae = ask.number(11);
        e.rps_skill = ask.number(12);
        e.coverage = ask.number(13);
        e.note = ask.text(14);
        e.model = ask.text(15);
        entries.push_back(std::move(e));
    }
    if (status != SQLITE_DONE) return database_->error("cannot read the history");
    std::reverse(entries.begin(), entries.end());
    return entries;
}

HistoryEntry history_entry(const CalibrationReport& report, const std::string& pack,
                           const std::string& recorded, const std::string& model) {
    HistoryEntry entry;
    entry.recorded = recorded;
    entry.pack = pack;
    if (report.model.provenance) {
        entry.pack_hash = report.model.provenance->pack_hash;
        entry.corpus_hash = report.model.provenance->corpus_hash;
        entry.assessments = report.model.provenance->assessments;
        entry.authorities = report.model.provenance->authorities;
    }
    const Agreement& a = report.out_of_authority;
    entry.qwk = a.qwk.value;
    if (a.qwk.interval) {
        entry.qwk_low = a.qwk.interval->low;
        entry.qwk_high = a.qwk.interval->high;
    }
    entry.exact = a.exact.value;
    entry.macro_mae = a.macro_mae.value;
    entry.rps_skill = a.rps_skill.value;
    entry.coverage = report.sets.coverage.value;
    entry.model = model;
    return entry;
}

}  // namespace assay::calibrate
