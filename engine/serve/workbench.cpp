#include "serve/workbench.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::serve {
namespace {
constexpr std::size_t kMostDropped = 20;

std::string id_of(const corpus::CorpusText& text) {
    return text.extracted ? corpus::report_id(text.extracted->source) : "";
}
}  // namespace

void PackRoom::keep_dropped(corpus::CorpusText text) {
    const std::lock_guard lock(mutex_);
    const std::string id = id_of(text);
    std::erase_if(dropped_, [&](const corpus::CorpusText& kept) { return id_of(kept) == id; });
    dropped_.push_back(std::move(text));
    if (dropped_.size() > kMostDropped) dropped_.pop_front();
}

bool PackRoom::forget_dropped(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return std::erase_if(dropped_, [&](const corpus::CorpusText& kept) { return id_of(kept) == id; }) > 0;
}

std::vector<corpus::CorpusText> PackRoom::dropped() const {
    const std::lock_guard lock(mutex_);
    return {dropped_.begin(), dropped_.end()};
}

void PackRoom::keep_calibration(std::string json) {
    const std::lock_guard lock(mutex_);
    calibration_ = std::move(json);
}

std::string PackRoom::calibration() const {
    const std::lock_guard lock(mutex_);
    return calibration_;
}

std::shared_ptr<const Vocabulary> PackRoom::vocabulary(const corpus::Corpus& corpus) {
    const std::lock_guard lock(mutex_);
    // The texts never change while the server runs, so their words do not either.
    if (!vocabulary_) vocabulary_ = std::make_shared<const Vocabulary>(vocabulary_of(corpus));
    return vocabulary_;
}

Result<std::unique_ptr<Workbench>> Workbench::open(const std::vector<std::string>& packs,
                                                   std::vector<std::string> corpus, std::string labels) {
    std::unique_ptr<Workbench> bench(new Workbench);
    for (const std::string& folder : packs) {
        auto desk = PackDesk::open(folder);
        if (!desk) return desk.error();
        if (bench->pack((*desk)->id()) != nullptr)
            return Error{"packs",
                         fmt::format("Two of the packs are called {}; name one of them.", (*desk)->id())};
        bench->packs_.push_back(std::make_unique<PackRoom>(std::move(*desk)));
    }
    bench->corpus_ = std::make_unique<CorpusDesk>(std::move(corpus), std::move(labels));
    return bench;
}

void Workbench::start() {
    corpus_->start([this] {
        for (const auto& pack : packs_) {
            const auto view = pack->desk().view();
            if (view->saved && !shutting_) (void)saved_corpus(*view);
        }
    });
}

void Workbench::shut() {
    shutting_ = true;
    jobs_.cancel_all();
}

PackRoom* Workbench::pack(const std::string& id) {
    for (const auto& pack : packs_) {
        if (pack->desk().id() == id) return pack.get();
    }
    return nullptr;
}

std::vector<PackRoom*> Workbench::building_on(PackRoom& base) const {
    std::vector<PackRoom*> found;
    for (const auto& pack : packs_) {
        if (pack.get() != &base && pack->desk().builds_on(base.desk())) found.push_back(pack.get());
    }
    return found;
}

Result<std::shared_ptr<const corpus::Corpus>> Workbench::saved_corpus(const PackView& view) {
    if (!view.saved) return Error{"mistakes", "The saved rules have mistakes."};
    return corpus_->scored(view.saved, view.saved_key, /*words=*/true, [this] { return shutting_.load(); });
}

}  // namespace assay::serve
