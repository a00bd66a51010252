// A pack compiled from YAML text, and what its rules find in a few sentences.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "rules/compile.h"
#include "rules/evaluate.h"
#include "rules/read_rules.h"
#include "support/plain_report.h"

namespace assay::testing {

/// Compiles rule files; fails the test when there is an error among the diagnostics.
inline std::unique_ptr<PackContent> compiled(const std::string& yaml, Diagnostics* diagnostics = nullptr) {
    Diagnostics found;
    rules::PackSources sources;
    const rules::YamlFile file = rules::parse_yaml("rules.yaml", yaml, found);
    rules::read_rule_file(file, sources.spec, found);
    auto content = rules::compile_pack(std::move(sources), found);
    if (diagnostics != nullptr) {
        *diagnostics = found;
    } else {
        for (const Diagnostic& d : found)
            EXPECT_NE(d.severity, Severity::error) << d.place.line << ": " << d.message;
    }
    return content;
}

struct Outcome {
    Document document;
    rules::Evaluation evaluation;

    /// The strength of the first hit of a rule, 0 when it has none.
    double strength(const PackContent& pack, const std::string& rule) const {
        for (const rules::RuleHit& hit : evaluation.hits) {
            if (pack.specs[hit.rule].id.value == rule) return hit.strength;
        }
        return 0;
    }
    int hits(const PackContent& pack, const std::string& rule) const {
        int n = 0;
        for (const rules::RuleHit& hit : evaluation.hits) n += pack.specs[hit.rule].id.value == rule ? 1 : 0;
        return n;
    }
    /// The stage that silenced a rule first, "" when none did.
    std::string silenced_by(const PackContent& pack, const std::string& rule) const {
        for (const Silenced& s : evaluation.silenced) {
            if (pack.specs[s.rule].id.value == rule) return s.stage;
        }
        return "";
    }
};

/// Runs the pack over a text (paragraphs parted by blank lines).
inline Outcome run_rules(const PackContent& pack, const std::string& text) {
    Outcome outcome{build_document(plain_report(text, "learning")), {}};
    rules::EvaluateScratch scratch;
    rules::DocumentMatches matches;
    rules::find_matches(pack, outcome.document, scratch.match, matches);
    outcome.evaluation = rules::evaluate(pack, outcome.document, matches, scratch, {.keep_silenced = true});
    return outcome;
}

}  // namespace assay::testing
