#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/assess.h"
#include "analyzer/overall.h"
#include "analyzer/scripts.h"
#include "assay/engine.h"
#include "core/stopwatch.h"
#include "ingest/extract.h"
#include "ingest/recogniser.h"

namespace assay {

Engine::Engine(std::vector<std::shared_ptr<const RulePack>> packs) : packs_(std::move(packs)) {
    std::vector<const Framework*> frameworks;
    for (const auto& pack : packs_) frameworks.push_back(&pack->framework());
    recogniser_ = std::make_shared<const ingest::Recogniser>(frameworks);
}

namespace {

// Masked words get the hash of a word that no report and no rule holds.
void mask(Document& document, const std::vector<std::string>& phrases) {
    const std::uint64_t nothing = fold_hash("\x01masked");
    for (const std::string& phrase : phrases) {
        std::vector<std::uint64_t> folds;
        for (std::size_t at = 0; at < phrase.size();) {
            const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
            if (end > at) folds.push_back(fold_hash(std::string_view(phrase).substr(at, end - at)));
            at = end + 1;
        }
        if (folds.empty()) continue;
        for (const Sentence& sentence : document.sentences) {
            for (std::size_t t = sentence.tokens.begin; t + folds.size() <= sentence.tokens.end; ++t) {
                bool same = true;
                for (std::size_t k = 0; same && k < folds.size(); ++k)
                    same = document.tokens[t + k].fold == folds[k];
                for (std::size_t k = 0; same && k < folds.size(); ++k) document.tokens[t + k].fold = nothing;
            }
        }
    }
}

}  // namespace

struct Session::State {
    std::shared_ptr<const Engine> engine;
    analyzer::AssessScratch scratch;
    std::map<const RulePack*, std::unique_ptr<lua::LuaSession>> scripts;
    std::uint64_t reading = 0;  // nanoseconds for the report at hand, where a profile is asked for

    lua::LuaSession* scripts_of(const RulePack& pack) {
        auto [at, fresh] = scripts.try_emplace(&pack, nullptr);
        if (fresh) at->second = analyzer::start_scripts(pack);
        return at->second.get();
    }

    ScoredReport score(Result<Extracted> extracted, const std::string& path, const ScoreOptions& options) {
        ScoredReport scored;
        scored.source.path = path;
        if (!extracted) {
            scored.errors.push_back(extracted.error());
            return scored;
        }
        scored.source = extracted->source;
        if (!read_document(std::move(*extracted), options, scored) || scored.pack == nullptr) return scored;
        assess(options, scored);
        std::vector<analyzer::StatementScore> predicted;
        std::vector<analyzer::StatementScore> published;
        for (const Assessment& a : scored.assessments) {
            predicted.push_back({a.statement, a.predicted_score});
            published.push_back({a.statement, a.published_score});
        }
        scored.predicted_overall =
            analyzer::overall_rating(scored.pack->framework(), predicted, analyzer::ScoreKind::predicted);
        scored.published_overall =
            analyzer::overall_rating(scored.pack->framework(), published, analyzer::ScoreKind::published);
        return scored;
    }

    // False where the text is no report; the error tells.
    bool read_document(Extracted extracted, const ScoreOptions& options, ScoredReport& scored) {
        const Stopwatch watch(options.profile == nullptr ? nullptr : &reading);
        auto read = engine->recogniser().lay_out(std::move(extracted), {options.assume_statement, {}});
        if (!read) {
            scored.errors.push_back(read.error());
            return false;
        }
        scored.document = build_document(std::move(*read));
        if (!options.masked.empty()) mask(scored.document, options.masked);
        scored.source = scored.document.report.extracted.source;
        for (const auto& pack : engine->packs()) {
            if (pack->framework().id == scored.document.report.framework) scored.pack = pack;
        }
        return true;
    }

    void assess(const ScoreOptions& options, ScoredReport& scored) {
        PackProfile* const profile = options.profile == nullptr ? nullptr : &(*options.profile)[scored.pack];
        std::uint64_t whole = 0;
        {
            const Stopwatch watch(profile == nullptr ? nullptr : &whole);
            scored.assessments =
                analyzer::assess(*scored.pack, scored.document, scripts_of(*scored.pack), scratch,
                                 {options.find_flips, options.keep_silenced, options.drafts, profile});
        }
        if (profile == nullptr) return;
        ++profile->reports;
        profile->reading += std::exchange(reading, 0);
        profile->assessing += whole;
    }
};

Session::Session(std::shared_ptr<const Engine> engine) : state_(std::make_unique<State>()) {
    state_->engine = std::move(engine);
}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

ScoredReport Session::score_file(const std::string& path, const ScoreOptions& options) {
    state_->reading = 0;
    auto extracted = [&] {
        const Stopwatch watch(options.profile == nullptr ? nullptr : &state_->reading);
        return ingest::extract_file(path);
    }();
    return state_->score(std::move(extracted), path, options);
}

ScoredReport Session::score_text(std::string text, const std::string& name, const ScoreOptions& options) {
    return state_->score(ingest::extract_text(std::move(text), name), name, options);
}

ScoredReport Session::score_extracted(Result<Extracted> extracted, const std::string& path,
                                      const ScoreOptions& options) {
    return state_->score(std::move(extracted), path, options);
}

}  // namespace assay
