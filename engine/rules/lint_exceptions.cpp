// Exceptions that do not except what their example says.
#include <fmt/format.h>

#include "rules/evaluate.h"
#include "rules/lint_parts.h"
#include "rules/snippets.h"

namespace assay::rules {

namespace {

struct Case {
    std::uint32_t rule;
    std::uint32_t exception;
};

void judge(const LintContext& context, const Case& c, const Evaluation& evaluation,
           const DocumentMatches& matches, const Document& document, std::uint32_t from, std::uint32_t to) {
    const PackContent& pack = context.pack;
    const ExceptSpec& except = pack.specs[c.rule].except[c.exception];
    bool stands = false;
    for (std::uint32_t m = matches.begins[from]; m < matches.begins[to]; ++m) {
        for (const PhraseUse& use : pack.uses[matches.matches[m].phrase]) {
            stands = stands ||
                     (use.role == PhraseUse::Role::except && use.owner == c.rule && use.part == c.exception);
        }
    }
    if (!stands) {
        context.warn("W016", except.example.place,
                     fmt::format("The example does not hold the exception `{}`.", except.phrase.value),
                     "Write a sentence with the excepted words.");
        return;
    }
    const Silenced* other = nullptr;
    for (const Silenced& s : evaluation.silenced) {
        if (s.rule != c.rule || s.sentence < from || s.sentence >= to) continue;
        if (s.stage == "except") return;
        other = &s;
    }
    for (const RuleHit& hit : evaluation.hits) {
        if (hit.rule != c.rule || hit.sentence < from || hit.sentence >= to) continue;
        context.warn("W016", except.example.place,
                     fmt::format("The exception `{}` does not block its example: \"{}\" still counts.",
                                 except.phrase.value, slice(document.text(), hit.spans.front())),
                     "An exception blocks what it overlaps; let it hold the words of the phrase too.");
        return;
    }
    if (other != nullptr) {
        context.warn("W016", except.example.place,
                     fmt::format("The exception `{}` never gets to its example: `{}` blocks it before ({}).",
                                 except.phrase.value, other->stage, other->reason),
                     "Remove the exception, or write an example that needs it.");
        return;
    }
    context.warn(
        "W016", except.phrase.place,
        fmt::format("The exception `{}` has nothing to block: the rule finds nothing in its example anyway.",
                    except.phrase.value),
        "Remove the exception, or write an example that the rule would match without it.");
}

}  // namespace

void lint_exceptions(const LintContext& context) {
    const PackContent& pack = context.pack;
    std::vector<Snippet> snippets;
    std::vector<Case> cases;
    for (std::uint32_t r = 0; r < pack.specs.size(); ++r) {
        const RuleSpec& spec = pack.specs[r];
        if (!context.own(spec.id.place) || !gives(spec, "except")) continue;
        for (std::uint32_t e = 0; e < spec.except.size(); ++e) {
            const ExceptSpec& except = spec.except[e];
            if (except.example.value.empty()) {
                context.warn("W019", except.phrase.place,
                             fmt::format("The exception `{}` has no example.", except.phrase.value),
                             "Write {phrase: …, example: a sentence that it blocks}.");
                continue;
            }
            snippets.push_back({except.example.value, allowed_section(pack, r), allowed_statement(pack, r)});
            cases.push_back({r, e});
        }
    }
    for (std::size_t begin = 0; begin < snippets.size(); begin += kMostSnippets) {
        const std::size_t end = std::min(snippets.size(), begin + kMostSnippets);
        const Document document = document_of({snippets.begin() + static_cast<std::ptrdiff_t>(begin),
                                               snippets.begin() + static_cast<std::ptrdiff_t>(end)});
        EvaluateScratch scratch;
        DocumentMatches matches;
        find_matches(pack, document, scratch.match, matches);
        const Evaluation evaluation = evaluate(pack, document, matches, scratch, {true, true});
        const auto parts = sentences_by_part(document);
        for (std::size_t i = begin; i < end; ++i) {
            judge(context, cases[i], evaluation, matches, document, parts[i - begin], parts[i - begin + 1]);
        }
    }
}

}  // namespace assay::rules
