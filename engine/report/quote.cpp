#include "report/quote.h"

#include <algorithm>

#include "report/utf8.h"

namespace assay::report {

void append_stretches(const Document& document, const Sentence& sentence, std::vector<Span>& stretches) {
    if (sentence.pieces.empty()) {
        stretches.push_back(sentence.bytes);
        return;
    }
    for (std::uint32_t i = sentence.pieces.begin; i < sentence.pieces.end; ++i) {
        stretches.push_back(document.pieces[i]);
    }
}

void append_quote(const Document& document, const Sentence& sentence, std::string& out) {
    const std::size_t start = out.size();
    auto add = [&](Span stretch) {
        if (out.size() > start && out.back() != ' ') out += ' ';
        append_normalised(out, slice(document.text(), stretch));
    };
    if (sentence.pieces.empty()) {
        add(sentence.bytes);
    } else {
        for (std::uint32_t i = sentence.pieces.begin; i < sentence.pieces.end; ++i) add(document.pieces[i]);
    }
    if (out.size() > start && out.back() == ' ') out.pop_back();
}

void append_inside(const Document& document, const Sentence& sentence, Span match, std::vector<Span>& spans) {
    if (sentence.pieces.size() < 2) {
        spans.push_back(match);
        return;
    }
    for (std::uint32_t i = sentence.pieces.begin; i < sentence.pieces.end; ++i) {
        const Span piece = document.pieces[i];
        if (!piece.overlaps(match)) continue;
        spans.push_back({std::max(piece.begin, match.begin), std::min(piece.end, match.end)});
    }
}

std::string normalised(std::string_view bytes) {
    std::string out;
    append_normalised(out, bytes);
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<Marked> marked_quote(const Document& document, const Sentence& sentence,
                                 const std::vector<Span>& matches) {
    std::vector<Span> stretches;
    append_stretches(document, sentence, stretches);
    auto covered = [&](std::uint32_t at) {
        return std::any_of(matches.begin(), matches.end(), [at](Span m) { return m.contains(at); });
    };
    std::vector<Marked> marked;
    auto put = [&](char32_t value, bool matched) {
        if (marked.empty() || marked.back().matched != matched) marked.push_back({{}, matched});
        append_utf8(marked.back().words, value);
    };
    bool blank_due = false;
    bool blank_matched = false;
    bool line_ended = false;
    auto parted = [&] {
        if (!line_ended || marked.back().words.back() != '-') return false;
        const std::string& words = marked.back().words;
        return words.size() > 1 && words[words.size() - 2] != ' ' && words[words.size() - 2] != '-';
    };
    for (Span stretch : stretches) {
        const std::string_view bytes = slice(document.text(), stretch);
        for (std::size_t at = 0; at < bytes.size();) {
            const CodePoint point = decode(bytes, at);
            const bool matched = covered(stretch.begin + static_cast<std::uint32_t>(at));
            at += point.length;
            if (is_space(point.value)) {
                blank_matched = blank_due ? blank_matched && matched : matched;
                blank_due = true;
                line_ended = line_ended || point.value == U'\n' || point.value == U'\r';
                continue;
            }
            if (blank_due && !marked.empty() && !parted()) put(U' ', blank_matched);
            blank_due = false;
            line_ended = false;
            put(is_control(point.value) ? kReplacement : point.value, matched);
        }
        blank_due = true;
        line_ended = true;
        blank_matched = false;
    }
    return marked;
}

}  // namespace assay::report
