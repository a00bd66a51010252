#include "corpus/suggestion_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "analyzer/run_examples.h"
#include "corpus/references.h"
#include "suggest/draft.h"

namespace assay::corpus {
namespace {

/// A match longer than this judges a sentence as a whole and speaks of no words in it.
constexpr std::uint32_t kLongestMatch = 12;
constexpr std::size_t kExamples = 3;

bool overlap(Span a, Span b) {
    return a.begin < b.end && b.begin < a.end;
}

/// By sentence of a document: the findings in it, of any statement, with matches that speak of words.
struct Cited {
    std::uint32_t rule;
    std::vector<Span> words;
};
using CitedBySentence = std::vector<std::vector<Cited>>;

CitedBySentence citations(const ScoredReport& report) {
    const Document& document = report.document;
    CitedBySentence cited(document.sentences.size());
    for (const Assessment& assessment : report.assessments) {
        for (const Finding& finding : assessment.findings) {
            auto& list = cited[finding.sentence];
            if (std::any_of(list.begin(), list.end(), [&](const Cited& c) { return c.rule == finding.rule; }))
                continue;
            Cited each{finding.rule, {}};
            const Sentence& sentence = document.sentences[finding.sentence];
            for (Span match : finding.matches) {
                std::uint32_t tokens = 0;
                for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t)
                    tokens += overlap(document.tokens[t].span(), match) ? 1 : 0;
                if (tokens <= kLongestMatch && 2 * tokens < sentence.tokens.end - sentence.tokens.begin + 2)
                    each.words.push_back(match);
            }
            list.push_back(std::move(each));
        }
    }
    return cited;
}

std::vector<std::vector<std::string>> folded_words(const std::vector<std::string>& masked) {
    std::vector<std::vector<std::string>> result;
    for (const std::string& phrase : masked) {
        std::vector<std::string> words;
        for (std::size_t i = 0; i < phrase.size();) {
            const std::size_t end = std::min(phrase.find_first_of(" -", i), phrase.size());
            if (end > i) words.push_back(fold(std::string_view(phrase).substr(i, end - i)));
            i = end + 1;
        }
        if (!words.empty()) result.push_back(std::move(words));
    }
    return result;
}

class Runner {
public:
    Runner(const RulePack& pack, const Corpus& corpus) : pack_(pack), corpus_(corpus) {}

    SuggestionRun run(const std::string& statement, const std::vector<std::string>& masked,
                      const suggest::SuggestSettings& settings) {
        masked_ = folded_words(masked);
        for (const ScoredReport& report : corpus_.reports) cited_.push_back(citations(report));
        for (std::size_t i = 0; i < corpus_.labelled.size(); ++i) {
            const auto& each = corpus_.labelled[i];
            if (each.published == 0 || (!statement.empty() && each.evidence.statement != statement)) continue;
            add(i);
        }
        const suggest::Words words = builder_.finish();
        SuggestionRun run;
        run.all = suggest::suggest(words, settings);
        for (suggest::Suggestion& suggestion : run.all.found)
            run.phrases.push_back(describe(words, suggestion));
        run.all.found.clear();
        for (const auto& [name, id] : statements_) run.statements.push_back(name);
        return run;
    }

private:
    static std::uint32_t number(std::map<std::string, std::uint32_t>& ids, const std::string& name) {
        return ids.try_emplace(name, static_cast<std::uint32_t>(ids.size())).first->second;
    }

    void add(std::size_t index) {
        const calibrate::LabelledEvidence& each = corpus_.labelled[index];
        const CorpusPlace place = corpus_.places[index];
        const Document& document = corpus_.reports[place.report].document;
        const std::uint32_t part = corpus_.reports[place.report].assessments[place.assessment].part;
        builder_.add_section({each.published, number(authorities_, each.authority), place.report,
                              number(statements_, each.evidence.statement)});
        labelled_of_section_.push_back(index);
        for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
            if (document.sentences[s].part == part) add_sentence(document, s, cited_[place.report][s]);
        }
    }

    void add_sentence(const Document& document, std::uint32_t s, const std::vector<Cited>& cited) {
        const Span tokens = document.sentences[s].tokens;
        std::vector<std::string> words;
        for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
            const Token& token = document.tokens[t];
            words.push_back(token.kind == TokenKind::word ? fold(document.word(token)) : "");
        }
        for (const auto& phrase : masked_) {
            for (auto at = words.begin();; at += static_cast<std::ptrdiff_t>(phrase.size())) {
                at = std::search(at, words.end(), phrase.begin(), phrase.end());
                if (at == words.end()) break;
                std::fill_n(at, phrase.size(), "");
            }
        }
        builder_.begin_sentence(s);
        for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
            const Token& token = document.tokens[t];
            const bool name = t > tokens.begin && (token.flags & kCapital) != 0;
            const bool covered = std::any_of(cited.begin(), cited.end(), [&](const Cited& c) {
                return std::any_of(c.words.begin(), c.words.end(),
                                   [&](Span match) { return overlap(match, token.span()); });
            });
            builder_.add_word(words[t - tokens.begin], name, covered);
        }
    }

    SuggestedPhrase describe(const suggest::Words& words, suggest::Suggestion& suggestion) const {
        SuggestedPhrase phrase;
        std::map<std::uint32_t, RuleOverlap> overlaps;
        std::uint32_t before = UINT32_MAX, report_before = UINT32_MAX;
        std::optional<SourceMap> map;
        for (const suggest::Occurrence& at : suggestion.places) {
            if (at.sentence == before) continue;
            before = at.sentence;
            const suggest::SentencePlace& place = words.sentences[at.sentence];
            const std::size_t index = labelled_of_section_[place.section];
            const calibrate::LabelledEvidence& labelled = corpus_.labelled[index];
            const std::uint32_t r = corpus_.places[index].report;
            const Document& document = corpus_.reports[r].document;
            const Sentence& sentence = document.sentences[place.sentence];
            if (report_before != r) map.emplace(document.report.extracted);
            report_before = r;
            phrase.sentences.push_back({labelled.document, map->place(sentence.bytes.begin).line,
                                        sentence.bytes.begin, labelled.evidence.statement, labelled.authority,
                                        labelled.published, document.quote(sentence)});
            const std::uint32_t first = sentence.tokens.begin + at.first - place.begin;
            const std::uint32_t last = sentence.tokens.begin + at.last - place.begin;
            const Span bytes{document.tokens[first].begin, document.tokens[last].span().end};
            for (const Cited& cited : cited_[r][place.sentence]) {
                RuleOverlap& each = overlaps[cited.rule];
                ++each.sentences;
                each.words += std::any_of(cited.words.begin(), cited.words.end(),
                                          [&](Span match) { return overlap(match, bytes); });
            }
        }
        for (auto& [rule, each] : overlaps) {
            each.rule = pack_.rules()[rule].id;
            phrase.overlaps.push_back(std::move(each));
        }
        std::stable_sort(phrase.overlaps.begin(), phrase.overlaps.end(),
                         [](const RuleOverlap& a, const RuleOverlap& b) {
                             return a.words != b.words ? a.words > b.words : a.sentences > b.sentences;
                         });
        phrase.suggestion = std::move(suggestion);
        return phrase;
    }

    const RulePack& pack_;
    const Corpus& corpus_;
    suggest::WordsBuilder builder_;
    std::vector<CitedBySentence> cited_;  // by report
    std::vector<std::size_t> labelled_of_section_;
    std::map<std::string, std::uint32_t> authorities_, statements_;
    std::vector<std::vector<std::string>> masked_;
};

std::string rationale(const suggest::Suggestion& s) {
    return fmt::format(
        "In {} sections of {} authorities that no rule covers there; by published score 1: {}, 2: {}, 3: {}, "
        "4: {}; "
        "log-odds at the cut {}|{} {:+.2f} (sd {:.2f}).",
        s.sections[0] + s.sections[1] + s.sections[2] + s.sections[3], s.authorities, s.sections[0],
        s.sections[1], s.sections[2], s.sections[3], s.separation.cut, s.separation.cut + 1,
        s.separation.log_odds, s.separation.deviation);
}

}  // namespace

SuggestionRun suggest_phrases(const RulePack& pack, const Corpus& corpus, const std::string& statement,
                              const std::vector<std::string>& masked,
                              const suggest::SuggestSettings& settings) {
    return Runner(pack, corpus).run(statement, masked, settings);
}

std::string draft_rules(const std::string& folder, const RulePack& pack, const SuggestionRun& run,
                        const std::vector<std::size_t>& chosen, const std::string& statement) {
    const std::string head =
        "Drafts by `assay suggest`, from figures alone: read the sentences, then widen or drop each rule, "
        "give it a\n"
        "rationale and examples of its own, and say `status: active`.";
    std::vector<std::string> taken;
    for (const RuleInfo& rule : pack.rules()) taken.push_back(rule.id);
    std::vector<suggest::Draft> drafts;
    std::map<std::string, std::string> quotes;  // by hash
    for (std::size_t c : chosen) {
        const SuggestedPhrase& phrase = run.phrases[c];
        suggest::Draft draft;
        draft.id = suggest::draft_id(phrase.suggestion.phrase, taken);
        draft.phrase = phrase.suggestion.phrase;
        draft.level = phrase.suggestion.level;
        if (!statement.empty()) draft.statements = {statement};
        draft.rationale = rationale(phrase.suggestion);
        for (const SuggestedSentence& s : phrase.sentences) {
            const std::string hash = sentence_hash(s.quote);
            if (!quotes.try_emplace(draft.id + hash, s.quote).second) continue;
            quotes.try_emplace(hash, s.quote);
            draft.examples.push_back({std::filesystem::path(s.document).filename().string(), s.at, hash});
        }
        drafts.push_back(std::move(draft));
    }
    // Tried in the pack: what a cue drops there ("no drift or delay") is no example.
    LoadOptions options;
    options.instead[std::filesystem::path(folder) / "suggested-drafts.yaml"] = draft_file(drafts, head);
    const LoadedPack tried = load_pack(folder, options);
    std::set<std::pair<std::string, std::string>> found;
    if (tried.pack != nullptr) {
        analyzer::ExamplesOptions how;
        how.wanted = [](const RuleInfo& rule) { return rule.id.rfind("suggested.", 0) == 0; };
        how.sentence_of = [&](const rules::ExampleReference& r) -> Result<std::string> {
            const auto quote = quotes.find(r.hash);
            if (quote == quotes.end()) return Error{"sentence", "not one of the suggested sentences"};
            return quote->second;
        };
        for (const analyzer::ExampleOutcome& o : analyzer::run_examples(*tried.pack, how).outcomes) {
            if (o.passed && o.reference) found.insert({tried.pack->rules()[o.rule].id, o.reference->hash});
        }
    }
    for (suggest::Draft& draft : drafts) {
        std::set<std::string> reports;  // one example a report
        std::erase_if(draft.examples, [&](const suggest::DraftExample& e) {
            return !found.contains({draft.id, e.hash}) || !reports.insert(e.report).second;
        });
        if (draft.examples.size() > kExamples) draft.examples.resize(kExamples);
    }
    return draft_file(drafts, head);
}

}  // namespace assay::corpus
