// Whether a full stop, question or exclamation mark ends a sentence.
#pragma once

#include <cstdint>
#include <span>

#include "assay/document.h"
#include "assay/span.h"

namespace assay::text {

/// What stands around a mark that may end a sentence. All pointers are into one text.
struct StopSite {
    const char* text = nullptr;  ///< the beginning of the whole text
    const char* mark = nullptr;  ///< the first terminator character
    const char* line_begin = nullptr;
    const char* line_end = nullptr;
    std::span<const Span> later_lines;  ///< of the same block
    std::span<const Token> tokens;      ///< of the sentence so far
};

/// The judgement. `resume` is where reading goes on, at or after `sentence_end`; when the sentence
/// goes on, both stand after the terminators. `sentence_end` includes closing quotes and brackets.
struct Stop {
    bool ends = false;
    const char* sentence_end = nullptr;
    const char* resume = nullptr;
};

/// Judges one mark. Never allocates.
Stop judge_stop(const StopSite& site);

/// The length of a piece of leaked markup at `p` ("/p>", "</li>", "<br/>"), or 0.
std::size_t markup_length(const char* p, const char* end);

}  // namespace assay::text
