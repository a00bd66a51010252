#include "corpus/suggestion_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/csv_row.h"
#include "report/json_out.h"

namespace assay::corpus {
namespace {

std::uint32_t sum(const suggest::ScoreCounts& counts) {
    return counts[0] + counts[1] + counts[2] + counts[3];
}

/// So many sentences, of as many scores and reports as there are: the first of each score, then the others.
std::vector<const SuggestedSentence*> shown(const SuggestedPhrase& phrase, std::size_t most) {
    std::vector<const SuggestedSentence*> result;
    std::set<std::string> documents;
    std::set<int> scores;
    for (int round = 0; round < 3; ++round) {
        for (const SuggestedSentence& s : phrase.sentences) {
            if (result.size() >= most) return result;
            if (std::find(result.begin(), result.end(), &s) != result.end()) continue;
            if (round < 2 && documents.contains(s.document)) continue;
            if (round < 1 && scores.contains(s.published)) continue;
            documents.insert(s.document);
            scores.insert(s.published);
            result.push_back(&s);
        }
    }
    return result;
}

}  // namespace

std::string suggestions_text(const SuggestionRun& run, std::size_t sentences) {
    const suggest::Suggestions& all = run.all;
    std::string out = fmt::format(
        "{} sections, by published score 1: {}, 2: {}, 3: {}, 4: {}. {} phrases that no rule covers are "
        "common enough; "
        "{} separate the scores.\n",
        sum(all.sections), all.sections[0], all.sections[1], all.sections[2], all.sections[3], all.looked_at,
        all.separating);
    if (all.separating > 0) {
        out += fmt::format(
            "With scores exchanged between authorities at random {:.0f} would: read before you believe.\n",
            all.by_chance);
    }
    if (run.phrases.empty()) return out + "Nothing to suggest.\n";
    out += fmt::format("\n{:>3}  {:<44} {:>5} {:>6} {:>6} {:>5} {:>5} {:>5} {:>5} {:>5} {:>6} {:>7}\n", "",
                       "phrase", "level", "z", "log-od", "at 1", "at 2", "at 3", "at 4", "auth", "chance",
                       "covered");
    for (std::size_t i = 0; i < run.phrases.size(); ++i) {
        const suggest::Suggestion& s = run.phrases[i].suggestion;
        out += fmt::format(
            "{:>3}  {:<44} {:>5} {:>+6.1f} {:>+6.2f} {:>5} {:>5} {:>5} {:>5} {:>5} {:>5.0f}% {:>6.0f}%\n",
            i + 1, s.phrase, s.level, s.separation.z, s.separation.log_odds, s.sections[0], s.sections[1],
            s.sections[2], s.sections[3], s.authorities, 100 * s.false_share,
            100.0 * s.covered / static_cast<double>(s.covered + s.places.size()));
    }
    out +=
        "\nAt 1 … at 4: sections with that published score that hold the phrase where no rule covers it. "
        "Chance: of so many "
        "phrases with such a z the share\nthat exchanged scores give too. Covered: the share of all its "
        "occurrences that "
        "rules match already.\n";
    if (sentences == 0) return out;
    for (std::size_t i = 0; i < run.phrases.size(); ++i) {
        const SuggestedPhrase& phrase = run.phrases[i];
        out += fmt::format("\n{}. {}\n", i + 1, phrase.suggestion.phrase);
        for (const SuggestedSentence* s : shown(phrase, sentences))
            out += fmt::format("   [{}] {}:{}  {}\n", s->published, s->document, s->line, s->quote);
        std::string overlaps;
        for (std::size_t o = 0; o < std::min<std::size_t>(phrase.overlaps.size(), 3); ++o) {
            const RuleOverlap& each = phrase.overlaps[o];
            overlaps += fmt::format("{}{} (same words in {}, same sentence in {})", o ? ", " : "", each.rule,
                                    each.words, each.sentences);
        }
        if (!overlaps.empty())
            out += fmt::format("   Of {} sentences rules find: {}.\n", phrase.sentences.size(), overlaps);
    }
    return out;
}

std::string suggestions_json(const SuggestionRun& run, std::size_t sentences) {
    report::JsonOut json;
    const auto by_score = [&](const char* name, const suggest::ScoreCounts& counts) {
        json.object(name);
        for (std::size_t k = 0; k < 4; ++k) json.field(std::to_string(k + 1), counts[k]);
        json.close_object();
    };
    json.open_object();
    json.texts("statements", run.statements);
    by_score("sections", run.all.sections);
    json.field("looked_at", run.all.looked_at);
    json.field("separating", run.all.separating);
    json.field("by_chance", run.all.by_chance);
    json.array("phrases");
    for (const SuggestedPhrase& phrase : run.phrases) {
        const suggest::Suggestion& s = phrase.suggestion;
        json.open_object();
        json.field("phrase", s.phrase);
        json.field("level", s.level);
        json.field("cut", s.separation.cut);
        json.field("log_odds", s.separation.log_odds);
        json.field("deviation", s.separation.deviation);
        json.field("z", s.separation.z);
        json.field("chance", s.false_share);
        by_score("sections", s.sections);
        json.field("authorities", s.authorities);
        json.field("documents", s.documents);
        json.field("occurrences", s.places.size());
        json.field("covered", s.covered);
        json.array("overlaps");
        for (const RuleOverlap& each : phrase.overlaps) {
            json.open_object();
            json.field("rule", each.rule);
            json.field("same_words", each.words);
            json.field("same_sentence", each.sentences);
            json.close_object();
        }
        json.close_array();
        json.array("sentences");
        for (const SuggestedSentence* each : shown(phrase, sentences)) {
            json.open_object();
            json.field("document", each->document);
            json.field("line", each->line);
            json.field("at", each->at);
            json.field("statement", each->statement);
            json.field("authority", each->authority);
            json.field("published", each->published);
            json.field("quote", each->quote);
            json.close_object();
        }
        json.close_array();
        json.close_object();
    }
    json.close_array();
    json.close_object();
    return json.str() + '\n';
}

std::string suggestions_csv(const SuggestionRun& run) {
    std::string out =
        "phrase,level,z,log_odds,deviation,chance,at_1,at_2,at_3,at_4,authorities,documents,occurrences,"
        "covered,"
        "overlaps\n";
    for (const SuggestedPhrase& phrase : run.phrases) {
        const suggest::Suggestion& s = phrase.suggestion;
        report::append_text_cell(out, s.phrase);
        out += fmt::format(",{},{:.3f},{:.3f},{:.3f},{:.3f},{},{},{},{},{},{},{},{},", s.level,
                           s.separation.z, s.separation.log_odds, s.separation.deviation, s.false_share,
                           s.sections[0], s.sections[1], s.sections[2], s.sections[3], s.authorities,
                           s.documents, s.places.size(), s.covered);
        std::string rules;
        for (const RuleOverlap& each : phrase.overlaps) rules += (rules.empty() ? "" : " ") + each.rule;
        report::append_text_cell(out, rules);
        out += '\n';
    }
    return out;
}

}  // namespace assay::corpus
