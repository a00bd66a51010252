// What a diagnostic's code means, for `assay check --explain` and docs/diagnostics.md.
#pragma once

#include <string_view>

namespace assay {

/// One code. `why` says why it is told at all; `mend` what to do; `example` shows it, wrong then right, and
/// may be empty.
struct CodePage {
    std::string_view code;
    std::string_view title;
    std::string_view what;
    std::string_view why;
    std::string_view mend;
    std::string_view example;
};

}  // namespace assay
