// Quantities as words, to hold a text's against what they should be.
#pragma once

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "support/plain_report.h"
#include "text/quantities.h"

namespace assay::text {

/// "duration 6..8weeks [6 to 8 weeks]"
inline std::string show(const Document& document, const Quantity& q) {
    std::string value =
        q.upper ? fmt::format("{:.4g}..{:.4g}", q.value, *q.upper) : fmt::format("{:.10g}", q.value);
    if (q.kind == QuantityKind::ratio) value = fmt::format("{:g}/{:g}", q.part, q.whole);
    return fmt::format("{} {}{} [{}]", to_string(q.kind), value, q.unit, slice(document.text(), q.bytes));
}

/// Every quantity of the text, each as the most telling kind, going on behind its span.
inline std::vector<std::string> quantities(const std::string& text) {
    const Document document = testing::plain_document(text);
    std::vector<std::string> out;
    for (const Sentence& sentence : document.sentences) {
        for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
            const std::optional<Quantity> q = read_quantity(document, sentence, i);
            if (q) {
                EXPECT_EQ(q->tokens.begin, i);
                EXPECT_GT(q->tokens.end, i);
                EXPECT_LE(q->tokens.end, sentence.tokens.end);
                EXPECT_TRUE(sentence.bytes.contains(q->bytes));
                out.push_back(show(document, *q));
            }
            i = q ? q->tokens.end : i + 1;
        }
    }
    return out;
}

using Strings = std::vector<std::string>;

}  // namespace assay::text
