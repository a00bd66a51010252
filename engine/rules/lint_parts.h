// The parts of lint, one a file.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "rules/lint.h"
#include "rules/phrase_sample.h"

namespace assay::rules {

struct LintContext {
    const PackContent& pack;
    const LintOptions& options;
    PhraseSampler& sampler;
    Diagnostics& diagnostics;

    void report(Severity severity, const char* code, const Place& at, std::string message,
                std::string suggestion) const {
        diagnostics.push_back({code, severity, at, std::move(message), std::move(suggestion), {}});
    }
    void warn(const char* code, const Place& at, std::string message, std::string suggestion) const {
        report(Severity::warning, code, at, std::move(message), std::move(suggestion));
    }
    bool own(const Place& place) const { return options.own(place.file); }
};

/// True when the author wrote the key in this rule itself, rather than getting it through `extends`.
inline bool gives(const RuleSpec& spec, const char* key) {
    return std::find(spec.given.begin(), spec.given.end(), key) != spec.given.end();
}

void lint_rules(const LintContext& context);
void lint_metric(const LintContext& context, const MetricSpec& spec, const CompiledMetric& metric);
void lint_levels(const LintContext& context);
void lint_lists(const LintContext& context);
void lint_phrases(const LintContext& context);
void lint_exceptions(const LintContext& context);

}  // namespace assay::rules
