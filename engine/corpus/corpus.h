// A corpus: reports scored by one pack, each beside its published score.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "assay/engine.h"
#include "assay/result.h"
#include "calibrate/labelled.h"

namespace assay::corpus {

struct CorpusOptions {
    std::vector<std::string> inputs;
    std::string labels;               ///< TSV with published scores; empty: those in the files
    std::vector<std::string> masked;  ///< as ScoreOptions::masked
    bool drafts = false;
    int threads = 0;
    bool unlabelled = false;     ///< keep assessments without a published score, as published = 0
    bool without_rules = false;  ///< keep statements that the pack has no rules for
    bool cache = true;           ///< keep the texts of PDFs between runs; see extract_cache.h
    bool words = true;  ///< count LabelledEvidence::words, which takes about as long as matching does
    /// Called after each file, one at a time, on whichever thread; false: stop, which gives the error
    /// "stopped".
    std::function<bool(std::size_t done, std::size_t total)> progress = {};
};

/// Where a labelled assessment came from.
struct CorpusPlace {
    std::uint32_t report = 0;      ///< index into Corpus::reports
    std::uint32_t assessment = 0;  ///< index into that report's assessments
};

struct Corpus {
    std::vector<ScoredReport> reports;  ///< those that were read, in the order of the input
    calibrate::LabelledSet labelled;    ///< in the same order
    std::vector<CorpusPlace> places;    ///< by index of `labelled`
    std::vector<std::string> remarks;   ///< what was left out and why, one sentence each
    std::string hash;                   ///< over the documents and their labels
    bool failed = false;                ///< some file could not be read
};

/// Reads every file once and scores it by each pack; one corpus a pack. Files that fail, that hold the same
/// text as another, and statements without a published score are left out and told in `remarks`. The error is
/// about the labels: they cannot be read, or do not say what they must.
Result<std::vector<Corpus>> score_corpora(const std::vector<std::shared_ptr<const RulePack>>& packs,
                                          const CorpusOptions& options);
Result<Corpus> score_corpus(const std::shared_ptr<const RulePack>& pack, const CorpusOptions& options);

/// Whether the pack has active rules for a statement.
bool has_rules(const RulePack& pack, const std::string& statement);

/// What a report is called where a path will not do: the first digits of its file's SHA-256.
std::string report_id(const Source& source);

/// A text that was read before, or the reason why there is none.
struct CorpusText {
    std::string path;
    Result<Extracted> extracted;
};

/// Reads every file of `options.inputs`, in their order.
Result<std::vector<CorpusText>> read_texts(const CorpusOptions& options);

/// score_corpus() over texts at hand; `options.inputs` and `options.cache` say nothing. Thread-safe.
Result<Corpus> score_texts(const std::shared_ptr<const RulePack>& pack, const std::vector<CorpusText>& texts,
                           const CorpusOptions& options);

/// The files that the inputs of a corpus stand for. Folders without files go to `empty_folders`.
std::vector<std::string> corpus_files(const std::vector<std::string>& inputs,
                                      std::vector<std::string>& empty_folders);

}  // namespace assay::corpus
