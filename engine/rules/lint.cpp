#include "rules/lint.h"

#include <algorithm>
#include <tuple>

#include "rules/lint_parts.h"

namespace assay::rules {

void lint(const PackContent& pack, const LintOptions& options, Diagnostics& diagnostics) {
    PhraseSampler sampler(pack.lists);
    Diagnostics found;
    const LintContext context{pack, options, sampler, found};
    lint_rules(context);
    lint_levels(context);
    lint_lists(context);
    lint_phrases(context);
    lint_exceptions(context);
    std::erase_if(found, [&](const Diagnostic& d) { return !options.own(d.place.file); });
    std::stable_sort(found.begin(), found.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.place.file, a.place.line, a.place.column) <
               std::tie(b.place.file, b.place.line, b.place.column);
    });
    diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()),
                       std::make_move_iterator(found.end()));
}

}  // namespace assay::rules
