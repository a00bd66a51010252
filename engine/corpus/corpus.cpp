#include "corpus/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "analyzer/assess.h"
#include "analyzer/evidence_weights.h"
#include "core/sha256.h"
#include "corpus/batch.h"
#include "corpus/extract_cache.h"
#include "corpus/inputs.h"
#include "corpus/labels.h"
#include "text/authority_key.h"

namespace assay::corpus {
namespace {

/// The first year from 1990 on that a date in words or digits holds.
std::optional<int> year_in(const std::string& date) {
    for (std::size_t i = 0; i + 4 <= date.size(); ++i) {
        const std::string digits = date.substr(i, 4);
        const bool alone = (i == 0 || !std::isdigit(static_cast<unsigned char>(date[i - 1]))) &&
                           (i + 4 == date.size() || !std::isdigit(static_cast<unsigned char>(date[i + 4])));
        if (!alone ||
            !std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c); }))
            continue;
        const int year = std::stoi(digits);
        if (year >= 1990 && year < 2100) return year;
    }
    return std::nullopt;
}

/// A report and, by assessment, the words of every sentence that is evidence for it.
struct ReadReport {
    ScoredReport scored;
    std::vector<int> words;
};

void count_words(ReadReport& report, analyzer::AssessScratch& scratch) {
    report.words.clear();
    if (report.scored.pack == nullptr) return;
    const RulePack& pack = *report.scored.pack;
    const Document& document = report.scored.document;
    rules::find_matches(pack.content(), document, scratch.evaluate.match, scratch.matches);
    const analyzer::EvidenceIndex evidence(pack, document, scratch.matches);
    for (const Assessment& assessment : report.scored.assessments) {
        std::size_t words = 0;
        for (const analyzer::WeighedSentence& each : evidence.weigh(assessment.part).sentences)
            words += document.sentences[each.sentence].tokens.size();
        report.words.push_back(static_cast<int>(words));
    }
}

/// "a, b, c and 12 more".
std::string some_of(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i)
        out += (i ? ", " : "") + names[i];
    if (names.size() > 3) out += fmt::format(" and {} more", names.size() - 3);
    return out;
}

class CorpusBuilder {
public:
    CorpusBuilder(const RulePack& pack, const Labels& labels, const CorpusOptions& options)
        : pack_(pack),
          labels_(labels),
          use_labels_(!options.labels.empty()),
          unlabelled_too_(options.unlabelled),
          without_rules_too_(options.without_rules) {}

    void add(ReadReport&& read) {
        ScoredReport& report = read.scored;
        const std::string& path = report.source.path;
        if (!report.errors.empty()) {
            for (const Error& error : report.errors) corpus_.remarks.push_back(error.message);
            corpus_.failed = true;
            return;
        }
        if (report.pack == nullptr) {
            corpus_.remarks.push_back(
                fmt::format("{}: no report of {}; left out.", path, pack_.framework().title));
            corpus_.failed = true;
            return;
        }
        const auto [first, fresh] = seen_.try_emplace(sha256_hex(report.document.text()), path);
        const std::string from_text = report.document.report.authority.value_or("");
        const Label* label = use_labels_ ? labels_.find(path, from_text) : nullptr;
        if (label != nullptr) used_.insert(label);
        if (!fresh) {
            corpus_.remarks.push_back(
                fmt::format("{}: the same text as {}; counted once.", path, first->second));
            return;
        }
        if (use_labels_ && label == nullptr) unlabelled_.push_back(path);
        const auto index = static_cast<std::uint32_t>(corpus_.reports.size());
        for (std::uint32_t a = 0; a < report.assessments.size(); ++a)
            labelled(report, read.words[a], index, a, label);
        corpus_.reports.push_back(std::move(report));
    }

    Corpus finish() {
        if (!unlabelled_.empty()) {
            corpus_.remarks.push_back(fmt::format("{} {} not in the labels: {}.", unlabelled_.size(),
                                                  unlabelled_.size() == 1 ? "file is" : "files are",
                                                  some_of(unlabelled_)));
        }
        std::vector<std::string> missing;
        for (const Label& row : labels_.rows) {
            if (!used_.contains(&row)) missing.push_back(row.file.empty() ? row.authority : row.file);
        }
        if (!missing.empty()) {
            corpus_.remarks.push_back(fmt::format("{} {} of the labels {} no report here: {}.",
                                                  missing.size(), missing.size() == 1 ? "entry" : "entries",
                                                  missing.size() == 1 ? "names" : "name", some_of(missing)));
        }
        if (without_score_ > 0) {
            corpus_.remarks.push_back(fmt::format("{} scored {} no published score and cannot be compared.",
                                                  without_score_,
                                                  without_score_ == 1 ? "statement has" : "statements have"));
        }
        for (const auto& [statement, count] : without_rules_) {
            corpus_.remarks.push_back(fmt::format("The pack has no rules for {}: {} {} left out.", statement,
                                                  count, count == 1 ? "assessment is" : "assessments are"));
        }
        if (differing_ > 0) {
            corpus_.remarks.push_back(fmt::format("{} {} from the score in the text; the labels count.",
                                                  differing_,
                                                  differing_ == 1 ? "label differs" : "labels differ"));
        }
        Sha256 hash;
        for (std::size_t i = 0; i < corpus_.labelled.size(); ++i) {
            const auto& each = corpus_.labelled[i];
            hash.add(fmt::format("{}\t{}\t{}\t{}\n", corpus_.reports[corpus_.places[i].report].source.sha256,
                                 each.evidence.statement, each.published, each.authority));
        }
        corpus_.hash = hash.finish_hex();
        return std::move(corpus_);
    }

private:
    void labelled(const ScoredReport& report, int words, std::uint32_t index, std::uint32_t at,
                  const Label* label) {
        const Assessment& assessment = report.assessments[at];
        const int in_text = assessment.published_score.value_or(0);
        int published = in_text;
        if (use_labels_) {
            published = 0;
            if (label != nullptr) {
                const auto score = label->scores.find(assessment.statement);
                if (score != label->scores.end()) published = score->second;
            }
            if (published != 0 && in_text != 0 && published != in_text) ++differing_;
        }
        if (published == 0) {
            ++without_score_;
            if (!unlabelled_too_) return;
        }
        if (!without_rules_too_ && !has_rules(pack_, assessment.statement)) {
            ++without_rules_[assessment.statement];
            return;
        }
        calibrate::LabelledEvidence each;
        each.evidence = analyzer::evidence_of(pack_, assessment);
        each.published = published;
        const std::string from_text = report.document.report.authority.value_or("");
        each.authority = label && !label->authority.empty() ? label->authority : from_text;
        if (each.authority.empty()) each.authority = report.source.path;
        // One council under two spellings would leak from one fold into another.
        each.authority = spelling_.try_emplace(authority_key(each.authority), each.authority).first->second;
        each.document = report.source.path;
        each.words = words;
        each.year =
            year_in(label && !label->published_on.empty() ? label->published_on
                                                          : report.document.report.published_on.value_or(""));
        if (label) each.region = label->region;
        corpus_.labelled.push_back(std::move(each));
        corpus_.places.push_back({index, at});
    }

    const RulePack& pack_;
    const Labels& labels_;
    bool use_labels_;
    bool unlabelled_too_, without_rules_too_;
    Corpus corpus_;
    std::map<std::string, std::string> seen_, spelling_;
    std::set<const Label*> used_;
    std::vector<std::string> unlabelled_;
    std::map<std::string, int> without_rules_;
    int without_score_ = 0, differing_ = 0;
};

}  // namespace

namespace {

Result<Labels> load_labels(const std::string& path, const Framework& framework) {
    if (path.empty()) return Labels{};
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file && file.peek() == std::ifstream::traits_type::eof())
        return Error{"labels", fmt::format("{}: the labels are empty.", path)};
    if (!file || !(text << file.rdbuf()))
        return Error{"labels", fmt::format("{}: the labels cannot be read.", path)};
    return read_labels(text.str(), path, framework);
}

using TextOf = std::function<Result<Extracted>(std::size_t item)>;

// One pass over the texts: each is taken once and scored by every pack.
Result<std::vector<Corpus>> score(const std::vector<std::shared_ptr<const RulePack>>& packs,
                                  const std::vector<std::string>& paths, const TextOf& text_of,
                                  const CorpusOptions& options) {
    std::vector<Labels> labels;
    for (const auto& pack : packs) {
        auto read = load_labels(options.labels, pack->framework());
        if (!read) return read.error();
        labels.push_back(std::move(*read));
    }
    const std::size_t workers =
        std::min(thread_count(options.threads), std::max<std::size_t>(paths.size(), 1));
    std::vector<std::vector<Session>> sessions(workers);  // [worker][pack]
    std::vector<CorpusBuilder> builders;
    for (std::size_t p = 0; p < packs.size(); ++p) {
        const auto engine = std::make_shared<const Engine>(std::vector{packs[p]});
        for (auto& each : sessions) each.emplace_back(engine);
        builders.emplace_back(*packs[p], labels[p], options);
    }
    ScoreOptions how;
    how.find_flips = false;
    how.drafts = options.drafts;
    how.masked = options.masked;
    const std::size_t window = workers * 4;
    std::vector<std::vector<ReadReport>> ready(window, std::vector<ReadReport>(packs.size()));
    std::vector<analyzer::AssessScratch> scratch(workers);
    bool stopped = false;
    ordered_batch(
        paths.size(), workers, window,
        [&](std::size_t worker, std::size_t item) {
            const Result<Extracted> extracted = text_of(item);
            for (std::size_t p = 0; p < packs.size(); ++p) {
                ReadReport& report = ready[item % window][p];
                report.scored = sessions[worker][p].score_extracted(extracted, paths[item], how);
                report.words.assign(report.scored.assessments.size(), 0);
                if (options.words) count_words(report, scratch[worker]);
            }
        },
        [&](std::size_t item) {
            for (std::size_t p = 0; p < packs.size(); ++p)
                builders[p].add(std::move(ready[item % window][p]));
            stopped = options.progress && !options.progress(item + 1, paths.size());
            return !stopped;
        });
    if (stopped) return Error{"stopped", "Reading the corpus was stopped."};
    std::vector<Corpus> corpora;
    for (std::size_t p = 0; p < packs.size(); ++p) {
        corpora.push_back(builders[p].finish());
        auto& remarks = corpora.back().remarks;
        remarks.insert(remarks.begin(), labels[p].remarks.begin(), labels[p].remarks.end());
    }
    return corpora;
}

}  // namespace

std::vector<std::string> corpus_files(const std::vector<std::string>& inputs,
                                      std::vector<std::string>& empty_folders) {
    std::vector<std::string> files = expand_inputs(inputs, empty_folders);
    // A label table that lies among the reports is no report.
    std::erase_if(files, [](const std::string& path) {
        return path.size() > 4 && path.compare(path.size() - 4, 4, ".tsv") == 0;
    });
    return files;
}

Result<std::vector<Corpus>> score_corpora(const std::vector<std::shared_ptr<const RulePack>>& packs,
                                          const CorpusOptions& options) {
    std::vector<std::string> empty_folders;
    const std::vector<std::string> files = corpus_files(options.inputs, empty_folders);
    const ExtractCache cache(options.cache);
    auto corpora = score(
        packs, files, [&](std::size_t item) { return cache.extract(files[item]); }, options);
    if (!corpora) return corpora;
    for (Corpus& corpus : *corpora) {
        for (const std::string& folder : empty_folders) {
            corpus.remarks.push_back(fmt::format("{}: the folder holds no reports.", folder));
            corpus.failed = true;
        }
    }
    return corpora;
}

Result<Corpus> score_corpus(const std::shared_ptr<const RulePack>& pack, const CorpusOptions& options) {
    auto corpora = score_corpora({pack}, options);
    if (!corpora) return corpora.error();
    return std::move(corpora->front());
}

bool has_rules(const RulePack& pack, const std::string& statement) {
    return std::any_of(pack.rules().begin(), pack.rules().end(), [&](const RuleInfo& rule) {
        return rule.status == RuleStatus::active &&
               (rule.statements.empty() || std::find(rule.statements.begin(), rule.statements.end(),
                                                     statement) != rule.statements.end());
    });
}

std::string report_id(const Source& source) {
    return source.sha256.substr(0, 12);
}

Result<std::vector<CorpusText>> read_texts(const CorpusOptions& options) {
    std::vector<std::string> empty_folders;
    const std::vector<std::string> files = corpus_files(options.inputs, empty_folders);
    const ExtractCache cache(options.cache);
    std::vector<CorpusText> texts;
    for (const std::string& file : files) texts.push_back({file, Error{"unread", file}});
    const std::size_t workers = thread_count(options.threads);
    bool stopped = false;
    ordered_batch(
        files.size(), workers, workers * 4,
        [&](std::size_t, std::size_t item) { texts[item].extracted = cache.extract(files[item]); },
        [&](std::size_t item) {
            stopped = options.progress && !options.progress(item + 1, files.size());
            return !stopped;
        });
    if (stopped) return Error{"stopped", "Reading the corpus was stopped."};
    return texts;
}

Result<Corpus> score_texts(const std::shared_ptr<const RulePack>& pack, const std::vector<CorpusText>& texts,
                           const CorpusOptions& options) {
    std::vector<std::string> paths;
    for (const CorpusText& text : texts) paths.push_back(text.path);
    auto corpora = score(
        {pack}, paths, [&](std::size_t item) { return texts[item].extracted; }, options);
    if (!corpora) return corpora.error();
    return std::move(corpora->front());
}

}  // namespace assay::corpus
