#include "serve/corpus_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "corpus/rescore.h"

namespace assay::serve {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostKept = 6;

/// Files of the inputs, those left out that only a link leads to.
std::vector<std::string> files_inside(const std::vector<std::string>& inputs, std::size_t& outside) {
    std::vector<std::string> files;
    for (const std::string& input : inputs) {
        std::error_code failed;
        const fs::path root = fs::weakly_canonical(input, failed);
        std::vector<std::string> empty;
        for (std::string& file : corpus::corpus_files({input}, empty)) {
            const fs::path real = fs::weakly_canonical(file, failed);
            const auto [at, end] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
            if (fs::is_directory(root, failed) && at != root.end()) {
                ++outside;
                continue;
            }
            files.push_back(std::move(file));
        }
    }
    return files;
}

}  // namespace

CorpusDesk::CorpusDesk(std::vector<std::string> inputs, std::string labels)
    : inputs_(std::move(inputs)), labels_(std::move(labels)) {
    if (!inputs_.empty()) {
        status_.folder = inputs_.front();
        status_.state = "loading";
    }
}

CorpusDesk::~CorpusDesk() {
    ending_ = true;
    if (reader_.joinable()) reader_.join();
}

void CorpusDesk::start(std::function<void()> warm) {
    if (inputs_.empty()) return;
    reader_ = std::thread([this, warm = std::move(warm)] { read(warm); });
}

void CorpusDesk::read(const std::function<void()>& warm) {
    std::size_t outside = 0;
    corpus::CorpusOptions options;
    options.inputs = files_inside(inputs_, outside);
    options.progress = [this](std::size_t done, std::size_t total) {
        const std::lock_guard lock(mutex_);
        status_.done = done;
        status_.total = total;
        return !ending_;
    };
    auto texts = corpus::read_texts(options);
    if (texts) {
        for (corpus::CorpusText& text : *texts) {
            if (!text.extracted) continue;
            // Whatever the format, the page speaks of bytes of the text, not of the file.
            text.extracted->map.clear();
            text.extracted->source_lines.clear();
        }
        texts_ = std::move(*texts);
        texts_read_ = true;
        if (!ending_) warm();
    }
    const std::lock_guard lock(mutex_);
    if (!texts) {
        status_.state = "failed";
        status_.message = texts.error().message;
    } else if (texts_.empty()) {
        status_.state = "failed";
        status_.message = fmt::format("{} holds no reports.", status_.folder);
    } else {
        status_.state = "ready";
        ready_ = true;
    }
    if (outside > 0)
        status_.message += fmt::format("{} {} a link to a file elsewhere; left out.", outside,
                                       outside == 1 ? "file is" : "files are");
}

CorpusStatus CorpusDesk::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

std::shared_ptr<const corpus::Corpus> CorpusDesk::at_hand(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    for (const Kept& kept : kept_) {
        if (kept.key == key) return kept.corpus;
    }
    return nullptr;
}

std::vector<std::shared_ptr<const corpus::Corpus>> CorpusDesk::bases(bool words) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<const corpus::Corpus>> found;
    for (auto kept = kept_.rbegin(); kept != kept_.rend(); ++kept) {
        if ((kept->words || !words) && !kept->corpus->reports.empty()) found.push_back(kept->corpus);
    }
    return found;
}

std::optional<corpus::CorpusText> CorpusDesk::find_text(const std::string& id) const {
    if (!texts_read_) return std::nullopt;
    for (const corpus::CorpusText& text : texts_) {
        if (text.extracted && corpus::report_id(text.extracted->source) == id) return text;
    }
    return std::nullopt;
}

Result<std::shared_ptr<const corpus::Corpus>> CorpusDesk::scored(const std::shared_ptr<const RulePack>& pack,
                                                                 const std::string& key, bool words,
                                                                 const Cancelled& cancelled) {
    if (inputs_.empty()) return Error{"no-corpus", "There is no corpus; start assay serve with --corpus."};
    if (!texts_read_) return Error{"loading", "The corpus is still being read."};
    const auto stop = [&] { return ending_ || (cancelled && cancelled()); };
    const std::lock_guard one(scoring_);
    if (stop()) return Error{"superseded", "A newer request took the place of this one."};
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
            return kept.key == key && (kept.words || !words);
        });
        if (found != kept_.end()) {
            std::rotate(found, found + 1, kept_.end());
            return kept_.back().corpus;
        }
    }
    corpus::CorpusOptions options;
    options.labels = labels_;
    options.unlabelled = true;
    options.words = words;
    options.progress = [&](std::size_t, std::size_t) { return !stop(); };
    auto scored = [&] {
        // An edit touches few rules: what an earlier version of the pack found holds for the others.
        for (const auto& base : bases(words)) {
            if (auto rescored = corpus::rescore_corpus(*base, base->reports.front().pack, pack, options))
                return *std::move(rescored);
        }
        return corpus::score_texts(pack, texts_, options);
    }();
    if (!scored && scored.error().code == "labels") {
        // Labels for another framework than this pack's: the scores in the texts will have to do.
        options.labels.clear();
        scored = corpus::score_texts(pack, texts_, options);
    }
    if (!scored)
        return scored.error().code == "stopped"
                   ? Error{"superseded", "A newer request took the place of this one."}
                   : scored.error();
    auto corpus = std::make_shared<const corpus::Corpus>(std::move(*scored));
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [&](const Kept& kept) { return kept.key == key; });
    kept_.push_back({key, words, corpus});
    if (kept_.size() > kMostKept) kept_.erase(kept_.begin());
    return corpus;
}

}  // namespace assay::serve
