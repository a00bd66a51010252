#include "ingest/recogniser.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/assemble.h"
#include "ingest/headings.h"
#include "ingest/lines.h"
#include "ingest/outline.h"
#include "ingest/patterns.h"
#include "ingest/plain.h"

namespace assay::ingest {

struct Recogniser::Known {
    explicit Known(const Framework& f) : framework(f), headings(framework), patterns(framework.recognition) {}

    Framework framework;
    HeadingTable headings;
    LinePatterns patterns;
};

namespace {

// Signs stand near the front; a text that shows none within so many bytes is searched to its end. Where there
// is but one framework, any sign is enough, and most stand in the title.
constexpr std::size_t kSignsWithin = 2 << 10;
constexpr std::size_t kAnySignWithin = 128;

int count_headings(const std::vector<Line>& lines, std::string_view text, const HeadingTable& headings) {
    int count = 0;
    std::string key;
    for (const Line& line : lines) {
        if (line.length > 160 || !begins_large(slice(text, line.span))) continue;
        if (!headings.may_begin(slice(text, line.span))) continue;
        heading_key(key, slice(text, line.span));
        if (headings.read(key)) ++count;
    }
    return count;
}

std::string name_of(const Extracted& extracted) {
    return extracted.source.path == "-" ? "standard input" : extracted.source.path;
}

}  // namespace

Recogniser::Recogniser(const std::vector<const Framework*>& frameworks) {
    for (const Framework* f : frameworks) known_.push_back(std::make_unique<Known>(*f));
}

Recogniser::~Recogniser() = default;
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;

const Recogniser::Known* Recogniser::choose(const Extracted& extracted, const std::vector<Line>& lines,
                                            const LayoutOptions& options) const {
    for (const auto& known : known_) {
        if (!options.framework.empty() && known->framework.id == options.framework) return known.get();
    }
    const std::string_view text = extracted.text.bytes;
    const Known* best = nullptr;
    const auto by_signs = [&](std::string_view stretch) {
        const std::string plain_text = plain(stretch);
        int most = 0;
        for (const auto& known : known_) {
            const int signs = known->patterns.signs(plain_text);
            if (signs > most) {
                most = signs;
                best = known.get();
            }
        }
    };
    for (std::size_t front = known_.size() == 1 ? kAnySignWithin : kSignsWithin; best == nullptr;
         front *= 16) {
        by_signs(text.substr(0, front));
        if (front >= text.size()) break;
    }
    if (best != nullptr) return best;
    // A draft may bear nothing of a published report but its headings.
    int most = 0;
    for (const auto& known : known_) {
        const int count = count_headings(lines, text, known->headings);
        if (count > most) {
            most = count;
            best = known.get();
        }
    }
    if (best != nullptr || options.assume_statement.empty()) return best;
    for (const auto& known : known_) {
        if (known->framework.find_statement(options.assume_statement) != nullptr) return known.get();
    }
    return nullptr;
}

Result<Report> Recogniser::lay_out(Extracted extracted, const LayoutOptions& options) const {
    const bool is_original = extracted.map.empty() && extracted.source_lines.empty();
    const std::vector<Line> lines = cut_lines(extracted, is_original ? &extracted.source_lines : nullptr);
    if (lines.empty()) {
        return Error{"no-text",
                     fmt::format("{} holds no words; a scanned document must be read by OCR first.",
                                 name_of(extracted))};
    }
    const Known* known = choose(extracted, lines, options);
    if (known == nullptr) {
        std::vector<std::string> titles;
        std::string statement = "ID";
        for (const auto& k : known_) {
            titles.push_back(k->framework.title);
            if (statement == "ID" && !k->framework.statements.empty())
                statement = k->framework.statements.front().id;
        }
        return Error{
            "not-a-report",
            fmt::format(
                "{} does not look like a report of any framework at hand ({}): it holds neither a "
                "score line nor a heading of theirs. Name the statement it is about to read it anyway, "
                "such as --statement {}.",
                name_of(extracted), fmt::join(titles, ", "), statement)};
    }
    const std::string_view text = extracted.text.bytes;
    const Wrapping wrapping = find_wrapping(text, lines, extracted.hard_wrapped);
    Outline taken_apart = outline(text, lines, wrapping, known->headings, known->patterns);

    Report report;
    report.extracted = std::move(extracted);
    report.framework = known->framework.id;
    report.authority = std::move(taken_apart.authority);
    report.published_on = std::move(taken_apart.published_on);
    report.published_rating = std::move(taken_apart.rating);
    assemble(taken_apart, known->framework, known->patterns, options.assume_statement, report);
    return report;
}

Result<Report> lay_out(Extracted extracted, const std::vector<const Framework*>& frameworks,
                       const LayoutOptions& options) {
    return Recogniser(frameworks).lay_out(std::move(extracted), options);
}

}  // namespace assay::ingest
