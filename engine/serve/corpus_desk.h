// The corpus in memory: texts that are read once in the background, and what versions of a pack make of them.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "corpus/corpus.h"

namespace assay::serve {

struct CorpusStatus {
    std::string folder;          ///< as given; empty: there is none
    std::string state = "none";  ///< none, loading, ready, failed
    std::size_t done = 0, total = 0;
    std::string message;
};

/// Thread-safe.
class CorpusDesk {
public:
    using Cancelled = std::function<bool()>;

    /// `inputs` are files and folders; files that lie elsewhere and are linked into them are left out.
    CorpusDesk(std::vector<std::string> inputs, std::string labels);
    /// Stops reading.
    ~CorpusDesk();

    /// Begins to read; `warm` is called on the reading thread once the texts are there, before the state is
    /// ready.
    void start(std::function<void()> warm);
    CorpusStatus status() const;
    bool ready() const { return ready_; }

    /// The corpus as the pack scores it; kept for the last few `key`s. The error is "superseded" when it was
    /// cancelled, "no-corpus", "loading", or about the labels. Uses all processors, one call at a time.
    Result<std::shared_ptr<const corpus::Corpus>> scored(const std::shared_ptr<const RulePack>& pack,
                                                         const std::string& key, bool words,
                                                         const Cancelled& cancelled);
    /// The same where it is at hand, else null. Never waits.
    std::shared_ptr<const corpus::Corpus> at_hand(const std::string& key) const;

    /// A text of the corpus by report_id().
    std::optional<corpus::CorpusText> find_text(const std::string& id) const;

    const std::string& labels() const { return labels_; }

private:
    struct Kept {
        std::string key;
        bool words = false;
        std::shared_ptr<const corpus::Corpus> corpus;
    };
    void read(const std::function<void()>& warm);
    /// What is at hand to score another version of a pack from, the last used first.
    std::vector<std::shared_ptr<const corpus::Corpus>> bases(bool words) const;

    std::vector<std::string> inputs_;
    std::string labels_;
    std::thread reader_;
    std::atomic<bool> ending_{false}, ready_{false}, texts_read_{false};
    std::vector<corpus::CorpusText> texts_;  ///< read-only once texts_read_
    std::mutex scoring_;
    mutable std::mutex mutex_;  ///< guards what follows
    CorpusStatus status_;
    std::vector<Kept> kept_;  ///< the last used at the end
};

}  // namespace assay::serve
