#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "cli/standard_out.h"
#include "cli/write_parts.h"
#include "report/file_name.h"
#include "report/journal.h"

namespace assay::cli {

namespace {

namespace fs = std::filesystem;
using report::OutputFormat;

class StandardOutput : public Output {
public:
    StandardOutput(const OutputPlan& plan, const report::Run& run)
        : writer_(report::make_writer(plan.format, plan.layout)) {
        writer_->begin(run, before_);
    }

    void render(const ScoredReport& report, const report::ReportContext* context,
                Rendered& rendered) const override {
        rendered.resize(1);
        writer_->render(report, context, rendered[0]);
    }

    bool append(const Source&, Rendered& rendered) override {
        after_.clear();
        writer_->frame(rendered[0], before_, after_);
        const bool written = out_.add(before_) && out_.add(rendered[0].bytes) && out_.add(after_);
        before_.clear();
        return written && out_.settle();
    }

    bool write(const ScoredReport& report, const report::ReportContext* context,
               const report::Piece& described) override {
        after_.clear();
        writer_->frame(described, before_, after_);
        bool written = out_.add(before_);
        before_.clear();
        writer_->render_parts(report, context, [&](std::string_view bytes) {
            written = written && out_.add(bytes);
            return written;
        });
        return written && out_.add(after_) && out_.settle();
    }

    // Where it fails, so will what comes next.
    void idle() override { (void)out_.flush(); }

    bool end() override {
        // A page on standard output is alone: an index belongs to a folder.
        if (!writer_->file_per_report()) writer_->end(before_);
        return out_.add(before_) && out_.flush();
    }

    const std::vector<std::pair<std::string, std::string>>& done() const override { return none_; }

private:
    std::unique_ptr<report::Writer> writer_;
    StandardOut out_;
    std::string before_, after_;  // the frame of the piece at hand; before the first, the head
    std::vector<std::pair<std::string, std::string>> none_;
};

// A file that grows, and whose size is known.
class GrowingFile {
public:
    GrowingFile() = default;
    ~GrowingFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    GrowingFile(GrowingFile&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}
    GrowingFile& operator=(GrowingFile&&) = delete;

    /// Opens it and cuts it to `keep` bytes.
    bool open(const fs::path& path, std::uint64_t keep) {
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor_ < 0) return false;
        if (::ftruncate(descriptor_, static_cast<off_t>(keep)) != 0) return false;
        size_ = keep;
        return ::lseek(descriptor_, static_cast<off_t>(keep), SEEK_SET) >= 0;
    }

    bool add(std::string_view bytes, std::string_view behind = {}) {
        size_ += bytes.size() + behind.size();
        return write_parts(descriptor_, bytes, behind);
    }

    std::uint64_t size() const { return size_; }

private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

// Whole or not at all: written beside its place, then moved there.
bool write_whole(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.parent_path() / ("." + path.filename().string() + ".part");
    {
        std::error_code ignored;
        fs::remove(beside, ignored);
        GrowingFile file;
        if (!file.open(beside, 0) || !file.add(bytes)) return false;
    }
    std::error_code failed;
    fs::rename(beside, path, failed);
    return !failed;
}

std::string_view extension(OutputFormat format) {
    switch (format) {
        case OutputFormat::text:
        case OutputFormat::explain:
            return ".txt";
        case OutputFormat::markdown:
            return ".md";
        case OutputFormat::html:
            return ".html";
        default:
            return "";
    }
}

// Text, Markdown and HTML are read one report at a time: a file each. The others are tables: one file.
bool file_per_report(OutputFormat format) {
    return !extension(format).empty();
}

class FolderOutput : public Output {
public:
    explicit FolderOutput(const OutputPlan& plan) : plan_(plan), folder_(plan.folder) {}

    /// Empty when all is well, else what is wrong.
    std::string open(const report::Run& run) {
        std::error_code failed;
        fs::create_directories(folder_, failed);
        if (!fs::is_directory(folder_)) return fmt::format("{}: the folder cannot be made.", plan_.folder);
        make_channels();
        report::JournalHead head{run.version, plan_.format_name, {}, plan_.options};
        for (const report::PackName& pack : run.packs) head.packs += pack.hash + " ";

        report::Journal journal;
        const fs::path journal_path = folder_ / "assay-journal.jsonl";
        if (plan_.resume && fs::exists(journal_path)) {
            std::ifstream in(journal_path, std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in), {}};
            auto read = report::read_journal(text);
            if (!read)
                return fmt::format("{}: this is no journal of a run; leave --resume out to begin anew.",
                                   journal_path.string());
            if (!(read->head == head)) {
                return fmt::format(
                    "{}: an earlier run had another format, other options, rules or version; leave "
                    "--resume out to begin anew.",
                    plan_.folder);
            }
            journal = std::move(*read);
        }
        if (!journal_.open(journal_path, journal.bytes)) return unwritable(journal_path);
        if (journal.bytes == 0 && !journal_.add(report::journal_line(head))) return unwritable(journal_path);
        return open_channels(run, journal);
    }

    void render(const ScoredReport& report, const report::ReportContext* context,
                Rendered& rendered) const override {
        rendered.resize(channels_.size());
        for (std::size_t c = 0; c < channels_.size(); ++c)
            channels_[c].writer->render(report, context, rendered[c]);
    }

    bool append(const Source& source, Rendered& rendered) override {
        return add(source, rendered[0],
                   [&](std::size_t c, const report::Sink& sink) { return sink(rendered[c].bytes); });
    }

    bool write(const ScoredReport& report, const report::ReportContext* context,
               const report::Piece& described) override {
        return add(report.source, described, [&](std::size_t c, const report::Sink& sink) {
            bool written = true;
            channels_[c].writer->render_parts(report, context, [&](std::string_view bytes) {
                written = written && sink(bytes);
                return written;
            });
            return written;
        });
    }

    void idle() override {}

    bool end() override {
        for (Channel& channel : channels_) {
            out_.clear();
            channel.writer->end(out_);
            if (out_.empty()) continue;
            if (!file_per_report(plan_.format)) {
                if (!channel.file.add(out_)) return false;
                continue;
            }
            const std::string name = plan_.format == OutputFormat::html ? "index" : "summary";
            if (!write_whole(folder_ / (name + std::string(extension(plan_.format))), out_)) return false;
        }
        return true;
    }

    const std::vector<std::pair<std::string, std::string>>& done() const override { return done_; }

private:
    struct Channel {
        std::unique_ptr<report::Writer> writer;
        std::string file_name;  ///< empty: a file a report
        GrowingFile file;
    };

    // Adds a report to each channel: `bytes_of(channel, sink)` hands its bytes on.
    template <class BytesOf>
    bool add(const Source& source, const report::Piece& described, BytesOf bytes_of) {
        const report::Piece piece{{}, names_.unique(described.name), described.rows};
        report::JournalEntry entry{source.path, source.sha256, piece.name, {}, piece.rows};
        for (std::size_t c = 0; c < channels_.size(); ++c) {
            std::string before, after;
            channels_[c].writer->frame(piece, before, after);
            GrowingFile& file = channels_[c].file;
            if (file_per_report(plan_.format)) {
                const fs::path path = folder_ / (piece.name + std::string(extension(plan_.format)));
                if (!bytes_of(c, [&](std::string_view bytes) { return write_whole(path, bytes); }))
                    return false;
            } else {
                std::string_view due = before;  // goes with the first bytes
                if (!bytes_of(
                        c, [&](std::string_view bytes) { return file.add(std::exchange(due, {}), bytes); }) ||
                    !file.add(due, after))
                    return false;
            }
            entry.sizes.push_back(file.size());
        }
        return journal_.add(report::journal_line(entry));
    }

    static std::string unwritable(const fs::path& path) {
        return fmt::format("{}: cannot be written: {}.", path.string(), std::strerror(errno));
    }

    void make_channels() {
        auto add = [this](OutputFormat format, std::string file_name) {
            channels_.push_back({report::make_writer(format, plan_.layout), std::move(file_name), {}});
        };
        switch (plan_.format) {
            case OutputFormat::json:
                add(plan_.format, "reports.json");
                break;
            case OutputFormat::jsonl:
                add(plan_.format, "reports.jsonl");
                break;
            case OutputFormat::csv_findings:
                add(plan_.format, "findings.csv");
                add(OutputFormat::csv_assessments, "assessments.csv");
                break;
            case OutputFormat::csv_assessments:
                add(plan_.format, "assessments.csv");
                break;
            case OutputFormat::summary:
                add(plan_.format, "summary.txt");
                break;
            default:
                add(plan_.format, "");
        }
    }

    std::string open_channels(const report::Run& run, const report::Journal& journal) {
        for (std::size_t c = 0; c < channels_.size(); ++c) {
            Channel& channel = channels_[c];
            out_.clear();
            channel.writer->begin(run, out_);
            std::uint64_t keep = 0;
            if (!journal.entries.empty() && c < journal.entries.back().sizes.size())
                keep = journal.entries.back().sizes[c];
            if (!channel.file_name.empty()) {
                const fs::path path = folder_ / channel.file_name;
                std::error_code failed;
                if (keep > 0 && (!fs::exists(path, failed) || fs::file_size(path, failed) < keep)) {
                    return fmt::format(
                        "{}: it is shorter than the earlier run left it; leave --resume out to begin anew.",
                        path.string());
                }
                if (!channel.file.open(path, keep)) return unwritable(path);
                if (keep == 0 && !channel.file.add(out_)) return unwritable(path);
            }
            // The writer hears of what is done, so that tables and separators are as if in one run.
            for (const report::JournalEntry& entry : journal.entries) {
                out_.clear();
                channel.writer->append({"", entry.name, entry.rows}, out_);
            }
        }
        for (const report::JournalEntry& entry : journal.entries) {
            names_.unique(entry.name);
            done_.emplace_back(entry.path, entry.sha256);
        }
        return {};
    }

    OutputPlan plan_;
    fs::path folder_;
    std::vector<Channel> channels_;
    GrowingFile journal_;
    report::UniqueNames names_;
    std::vector<std::pair<std::string, std::string>> done_;
    std::string out_;
};

}  // namespace

Result<std::unique_ptr<Output>> open_output(const OutputPlan& plan, const report::Run& run) {
    if (plan.folder.empty()) return std::unique_ptr<Output>(std::make_unique<StandardOutput>(plan, run));
    auto output = std::make_unique<FolderOutput>(plan);
    if (std::string wrong = output->open(run); !wrong.empty()) return Error{"output", std::move(wrong)};
    return std::unique_ptr<Output>(std::move(output));
}

}  // namespace assay::cli
