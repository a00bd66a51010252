// A finding as JSON: what fired, and the sentence and the words that it fired on.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "assay/assessment.h"
#include "assay/document.h"
#include "report/json_text.h"

namespace assay::report {

/// Writes "start" and "end" into an open object: bytes of the original.
void write_offsets(JsonText& json, const SourceMap& map, Span span);

/// The findings of one document. They come in the order of the text: those of one sentence follow one
/// another, and nearly all of what they write is that sentence, so it is made once and copied then. Refers to
/// what it is made of. Not thread-safe.
class FindingJson {
public:
    FindingJson(JsonText& json, const Document& document, const SourceMap& map)
        : json_(json), document_(document), map_(map) {}

    /// One object. `head` is its beginning, see RuleJson::head().
    void write(const Finding& finding, std::string_view head);
    /// Writes "sentence" and "matches" into an open object.
    void write_place(std::uint32_t sentence, std::span<const Span> matches);

    /// What was written is there no more: to be called behind JsonText::hand_over().
    void forget() { written_sentence_ = written_section_ = kNone; }

private:
    static constexpr std::uint32_t kNone = ~0u;

    void write_sentence(std::uint32_t index);
    void write_sentence_anew(const Sentence& sentence);
    void write_section(std::uint32_t index);
    void write_matches(const Sentence& sentence, std::span<const Span> matches);
    void write_context(const std::vector<ContextEffect>& context);
    void write_metric(const MetricReading& metric);

    JsonText& json_;
    const Document& document_;
    const SourceMap& map_;
    std::vector<Span> spans_;  // of one finding; kept, so that they need memory once
    std::uint32_t written_sentence_ = kNone;
    std::uint32_t written_section_ = kNone;
    JsonText::Stretch sentence_;  // where the written sentence stands
    JsonText::Stretch section_;
};

}  // namespace assay::report
