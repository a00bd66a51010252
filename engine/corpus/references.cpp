#include "corpus/references.h"

#include <fmt/format.h>

#include <filesystem>

#include "core/sha256.h"
#include "corpus/extract_cache.h"
#include "corpus/inputs.h"

namespace assay::corpus {

std::string sentence_hash(const std::string& quote) {
    return sha256_hex(quote).substr(0, 16);
}

ReferenceReader::ReferenceReader(const std::shared_ptr<const RulePack>& pack,
                                 const std::vector<std::string>& inputs)
    : session_(std::make_shared<const Engine>(std::vector{pack})) {
    std::vector<std::string> empty_folders;
    for (const std::string& path : expand_inputs(inputs, empty_folders))
        paths_.try_emplace(std::filesystem::path(path).filename().string(), path);
}

Result<std::string> ReferenceReader::sentence(const rules::ExampleReference& reference) {
    const auto path = paths_.find(reference.report);
    if (path == paths_.end())
        return Error{"report", fmt::format("there is no report `{}` in the corpus", reference.report)};
    auto read = read_.find(reference.report);
    if (read == read_.end()) {
        ScoreOptions options;
        options.find_flips = false;
        ScoredReport scored =
            session_.score_extracted(ExtractCache(true).extract(path->second), path->second, options);
        read = read_.emplace(reference.report, std::move(scored)).first;
    }
    const ScoredReport& report = read->second;
    if (!report.errors.empty()) return Error{"report", report.errors.front().message};
    const Document& document = report.document;
    for (const bool by_place : {true, false}) {
        for (const Sentence& sentence : document.sentences) {
            if (by_place && sentence.bytes.begin != reference.at) continue;
            std::string quote = document.quote(sentence);
            if (sentence_hash(quote) == reference.hash) return quote;
        }
    }
    return Error{"sentence",
                 fmt::format("`{}` has no sentence with the hash {}: the report is another one now",
                             reference.report, reference.hash)};
}

}  // namespace assay::corpus
