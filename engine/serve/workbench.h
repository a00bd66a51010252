// Everything that the workbench works on: packs, the corpus, dropped reports, jobs.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "corpus/corpus.h"
#include "serve/corpus_desk.h"
#include "serve/jobs.h"
#include "serve/pack_desk.h"
#include "serve/phrase_from.h"

namespace assay::serve {

/// What is kept for one pack beside its files. Thread-safe.
class PackRoom {
public:
    explicit PackRoom(std::unique_ptr<PackDesk> desk) : desk_(std::move(desk)) {}

    PackDesk& desk() { return *desk_; }

    /// Reports that were dropped on the page: at most twenty, the oldest goes first.
    void keep_dropped(corpus::CorpusText text);
    bool forget_dropped(const std::string& id);
    std::vector<corpus::CorpusText> dropped() const;

    /// A number for a comparison; the one that was given last is the only one that still counts.
    std::uint64_t newest_impact() { return ++impacts_; }
    bool is_newest(std::uint64_t impact) const { return impacts_ == impact; }

    /// The last calibration that ran here, as JSON; empty: none did.
    void keep_calibration(std::string json);
    std::string calibration() const;

    std::shared_ptr<const Vocabulary> vocabulary(const corpus::Corpus& corpus);

private:
    std::unique_ptr<PackDesk> desk_;
    std::atomic<std::uint64_t> impacts_{0};
    mutable std::mutex mutex_;
    std::deque<corpus::CorpusText> dropped_;
    std::string calibration_;
    std::shared_ptr<const Vocabulary> vocabulary_;
};

class Workbench {
public:
    /// Opens every pack. The error names the one that is none, or two with the same id.
    static Result<std::unique_ptr<Workbench>> open(const std::vector<std::string>& packs,
                                                   std::vector<std::string> corpus, std::string labels);

    /// Begins to read the corpus.
    void start();
    /// Tells everything that runs to end soon.
    void shut();
    bool shutting() const { return shutting_; }

    /// By id; null where there is none.
    PackRoom* pack(const std::string& id);
    const std::vector<std::unique_ptr<PackRoom>>& packs() const { return packs_; }
    /// The packs that build on this one.
    std::vector<PackRoom*> building_on(PackRoom& base) const;
    CorpusDesk& corpus() { return *corpus_; }
    JobDesk& jobs() { return jobs_; }

    /// The corpus as the saved rules score it, with words counted.
    Result<std::shared_ptr<const corpus::Corpus>> saved_corpus(const PackView& view);

private:
    Workbench() = default;
    std::vector<std::unique_ptr<PackRoom>> packs_;
    std::atomic<bool> shutting_{false};
    std::unique_ptr<CorpusDesk> corpus_;
    JobDesk jobs_;  // ends first: jobs use everything above
};

}  // namespace assay::serve
