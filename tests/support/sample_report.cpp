#include "support/sample_report.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>

namespace assay::testing {

namespace {

// Lays text out as a file would hold it (lines of at most 88 bytes) and notes where everything stands.
class Layout {
public:
    explicit Layout(Report& report) : report_(report) {}

    void heading(std::string_view id, std::string_view title) {
        report_.sections.push_back({std::string(id), std::string(title), {}});
        const Span span = put(title);
        report_.sections.back().heading = span;
        add_block(BlockKind::heading, false, {span});
        text_ += "\n";
    }

    /// A paragraph; returns the index of its first sentence. `page_break_in`: the number of the
    /// sentence that a page footer interrupts, counted from 1; 0: none.
    void paragraph(const std::vector<std::string>& sentences, BlockKind kind = BlockKind::paragraph,
                   int page_break_in = 0) {
        std::vector<Span> lines;
        if (kind == BlockKind::bullet) text_ += "\u2022 ";
        auto line_begin = size();
        auto column = std::size_t{0};
        auto end_line = [&] {
            lines.push_back({line_begin, size()});
            text_ += "\n";
            line_begin = size();
            column = 0;
        };
        int number = 0;
        for (const std::string& sentence : sentences) {
            ++number;
            Sentence made;
            made.pieces.begin = static_cast<std::uint32_t>(pieces_.size());
            std::uint32_t begin = 0;
            bool first = true;
            int words = 0;
            std::size_t at = 0;
            while (at < sentence.size()) {
                std::size_t end = std::min(sentence.find(' ', at), sentence.size());
                const std::string word = sentence.substr(at, end - at);
                at = end + 1;
                if (column > 0 && column + 1 + word.size() > 88) {
                    end_line();
                } else if (column > 0) {
                    text_ += ' ';
                    ++column;
                }
                if (number == page_break_in && ++words == 7) {
                    pieces_.push_back({begin, column > 0 ? size() - 1 : size() - 1});
                    if (column > 0) end_line();
                    text_ += "Northmere Council assessment report\n1\n\f";
                    report_.extracted.page_begins.push_back(size());
                    line_begin = size();
                    begin = size();
                }
                if (first) begin = size();
                if (first) made.bytes.begin = size();
                first = false;
                text_ += word;
                column += word.size();
            }
            pieces_.push_back({begin, size()});
            made.bytes.end = size();
            made.pieces.end = static_cast<std::uint32_t>(pieces_.size());
            made.block = static_cast<std::uint32_t>(report_.blocks.size());
            made.section = static_cast<std::uint16_t>(report_.sections.size() - 1);
            sentences_.push_back(made);
        }
        end_line();
        add_block(kind, true, lines);
        text_ += "\n";
    }

    /// A line that is never evidence.
    Span furniture(std::string_view line) {
        const Span span = put(line);
        add_block(BlockKind::paragraph, false, {span});
        text_ += "\n";
        return span;
    }

    void finish(Document& document) {
        const auto kept = std::make_shared<const std::string>(std::move(text_));
        document.report.extracted.text = Buffer{kept, *kept};
        document.sentences = std::move(sentences_);
        document.pieces = std::move(pieces_);
    }

    std::string text_;

private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    Span put(std::string_view line) {
        const auto begin = size();
        text_ += line;
        const Span span{begin, size()};
        text_ += "\n";
        return span;
    }
    void add_block(BlockKind kind, bool evidence, const std::vector<Span>& lines) {
        const auto first = static_cast<std::uint32_t>(report_.lines.size());
        report_.lines.insert(report_.lines.end(), lines.begin(), lines.end());
        Block block;
        block.kind = kind;
        block.evidence = evidence;
        block.section = static_cast<std::uint16_t>(report_.sections.size() - 1);
        block.lines = {first, static_cast<std::uint32_t>(report_.lines.size())};
        report_.blocks.push_back(block);
    }

    Report& report_;
    std::vector<Sentence> sentences_;
    std::vector<Span> pieces_;
};

RuleInfo rule(std::string id, std::string title, int level, double points, std::string kind = "phrases") {
    RuleInfo info;
    info.id = std::move(id);
    info.title = std::move(title);
    info.level = level;
    info.points = points;
    info.kind = std::move(kind);
    info.rationale = "Stands for what the descriptor of this score says.";
    info.place = {"rules/cqc-la/rules/learning.yaml", 12, 5, 0};
    return info;
}

std::vector<RuleInfo> sample_rules() {
    std::vector<RuleInfo> rules{
        rule("learning.feedback-changes-practice", "Learning from feedback changes practice", 3, 2),
        rule("learning.measured-impact", "Improvement is shown by a measure", 4, 3, "metric"),
        rule("learning.coproduction", "People help to design services", 3, 1.5),
        rule("learning.not-shared", "Learning is not shared", 2, 2),
        rule("learning.no-oversight", "Nobody oversees learning", 1, 3.5),
        rule("english.inconsistent", "Practice is inconsistent", 2, 1),
        rule("learning.staff-training", "Staff are trained and supported", 3, 1),
        rule("learning.innovation", "New ways of working are tried", 3, 1.5, "lua"),
    };
    rules[0].group = "feedback";
    rules[3].group = "feedback";
    return rules;
}

Framework sample_framework() {
    Framework framework;
    framework.id = "cqc-la";
    framework.title = "CQC local authority assessment";
    framework.statements.push_back(
        {"learning", "Learning, improvement and innovation", "Leadership", {}, {}});
    framework.statements.push_back(
        {"equity", "Equity in experience and outcomes", "Working with people", {}, {}});
    framework.descriptors = {"Evidence shows significant shortfalls", "Evidence shows some shortfalls",
                             "Evidence shows a good standard", "Evidence shows an exceptional standard"};
    framework.overall_rule = OverallRule::percentage_bands;
    framework.overall_note = "The sum of the nine scores as a percentage of 36.";
    return framework;
}

// The phrase's place in a sentence of the finished text: line breaks stand for blanks, and furniture
// inside the sentence is passed over, as matching over tokens does.
Span find_in(const Document& document, std::uint32_t index, std::string_view phrase) {
    const Sentence& sentence = document.sentences.at(index);
    std::string words;
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = sentence.pieces.begin; i < sentence.pieces.end; ++i) {
        const Span piece = document.pieces[i];
        if (i > sentence.pieces.begin) {
            words += ' ';
            places.push_back(piece.begin);
        }
        for (std::uint32_t at = piece.begin; at < piece.end; ++at) {
            const char c = document.text()[at];
            words += c == '\n' ? ' ' : c;
            places.push_back(at);
        }
    }
    const std::size_t found = words.find(phrase);
    if (found == std::string::npos) return {sentence.bytes.begin, sentence.bytes.begin};
    return {places[found], places[found + phrase.size() - 1] + 1};
}

struct Made {
    std::uint32_t rule;
    std::uint32_t sentence;
    double contribution;
    std::vector<std::string_view> matches;
    double strength = 1;
    std::vector<ContextEffect> context = {};
};

}  // namespace

void make_sample(SampleReport& sample, const SampleOptions& options) {
    sample.rules = sample_rules();
    sample.framework = sample_framework();
    ScoredReport& report = sample.report;
    Report& read = report.document.report;
    read.framework = "cqc-la";
    if (!options.authority.empty()) read.authority = options.authority;
    read.published_on = "3 May 2025";
    if (options.format == Format::pdf) read.extracted.page_begins.push_back(0);
    read.extracted.hard_wrapped = true;
    read.parts.push_back({"learning", options.published ? std::optional<int>(3) : std::nullopt, {}});
    read.sections.push_back({"", "", {}});

    Layout layout(read);
    layout.furniture("Northmere Council: local authority assessment");
    layout.furniture("Learning, improvement and innovation");
    if (options.published) read.parts[0].published_at = layout.furniture("Score: 3");
    layout.heading("key-findings", "Key findings for this quality statement");
    layout.paragraph(
        {options.broken_utf8
             ? std::string("Learning from complaints was used to change how visits are booked, and p\xE9ople "
                           "noticed.")
             : std::string(
                   "Learning from complaints was used to change how visits are booked, and people noticed."),
         "Of 240 people asked last spring, 91% said that their worker now rings before calling, up from 64% "
         "a "
         "year earlier."});
    layout.paragraph(
        {"Carers\u2019 groups in Lower Aldham were asked to redraw the assessment form with the team.",
         "The service planned to use learning from complaints to improve its letters."},
        BlockKind::paragraph, options.format == Format::pdf ? 2 : 0);
    layout.paragraph({"Staff in the eastern teams could not say how lessons from reviews reached them.",
                      "Practice was inconsistent between the two hospitals."},
                     BlockKind::bullet);
    layout.heading("innovation", "Innovation");
    layout.paragraph(
        {"A trial of evening drop-ins began in two market towns in 2024, with support from the parish of "
         "Saint "
         "Osyth-by-the-Water.",
         "Some social workers told us they had time to train; newly qualified staff met a mentor every week.",
         "There was no evidence that nobody oversaw learning."});
    layout.paragraph({"24% of staff worked in towns, 33% in villages and 60% elsewhere."});
    layout.finish(report.document);

    const std::vector<Made> made{
        {0, 0, 2.1, {"Learning from complaints was used to change"}},
        {1, 1, 3.25, {"91% said", "up from 64%"}},
        {2, 2, 1.4, {"asked to redraw the assessment form"}},
        {0,
         3,
         0.84,
         {"use learning from complaints to improve"},
         0.4,
         {{"intention", "planned to", 0.4, {}}}},
        {3, 4, -2.0, {"could not say how lessons"}, 0.9, {{"attribution", "Staff", 0.9, {}}}},
        {5, 5, -1.125, {"inconsistent"}},
        {7, 6, 0.75, {"A trial of evening drop-ins"}, 0.5, {{"partial", "two", 0.5, {}}}},
        {6, 7, 0.51, {"time to train", "mentor every week"}, 0.6, {{"quantifier", "Some", 0.6, {}}}},
    };
    Assessment a;
    a.statement = "learning";
    const Document& document = report.document;
    for (const Made& m : made) {
        Finding finding;
        finding.rule = m.rule;
        finding.sentence = m.sentence;
        finding.contribution = m.contribution;
        finding.strength = m.strength;
        for (std::string_view phrase : m.matches)
            finding.matches.push_back(find_in(document, m.sentence, phrase));
        finding.context = m.context;
        for (ContextEffect& effect : finding.context) effect.at = find_in(document, m.sentence, effect.cue);
        a.findings.push_back(std::move(finding));
        a.balance += m.contribution;
    }
    a.findings[1].metric =
        MetricReading{"percent", 91, "%", 64.0, "better than benchmark", find_in(document, 1, "91%")};
    a.findings[4].softened_by_cap = true;
    a.silenced.push_back({4,
                          8,
                          "negation",
                          "\u201Cno evidence that\u201D stands before it",
                          {find_in(document, 8, "nobody oversaw learning")}});
    a.published_score = read.parts[0].published_score;
    a.cut_points =
        options.predicted == 3 ? std::array<double, 3>{-9, 0, 12} : std::array<double, 3>{-4, 8, 20};
    a.slope = 0.4;
    a.sentences = 10;
    a.calibrated = options.calibrated;
    double below = 0;
    for (std::size_t k = 0; k < 4; ++k) {
        const double up_to = k < 3 ? 1 / (1 + std::exp(-a.slope * (a.cut_points[k] - a.balance))) : 1;
        a.probabilities[k] = up_to - below;
        below = up_to;
    }
    a.warnings.push_back({"sum-not-100", "24% + 33% + 60% is 117%, not 100%",
                          find_in(document, 9, "24% of staff worked in towns, 33% in villages and 60%")});
    if (options.abstained) {
        a.abstained = true;
        a.abstain_reasons = {"only 2 findings; at least 3 are needed"};
        a.findings.resize(2);
        a.balance = a.findings[0].contribution + a.findings[1].contribution;
    } else {
        a.predicted_score = options.predicted;
        a.prediction_set = options.predicted == 3 ? std::vector<int>{2, 3} : std::vector<int>{2};
        a.flip = Flip{options.predicted == 3 ? 2 : 1, {0, 1, 2}};
    }
    if (options.incomplete) {
        a.incomplete = true;
        a.failures.push_back({"learning.innovation", "the script ran for more than 10,000,000 steps",
                              "rules/cqc-la/lua/innovation.lua", 14});
    }
    report.assessments.push_back(std::move(a));
    report.source = {options.path, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                     document.text().size(), options.format};
    read.extracted.source = report.source;
}

ScoredReport failed_report(const std::string& path, const std::string& message) {
    ScoredReport report;
    report.source.path = path;
    report.errors.push_back({"not-found", message});
    return report;
}

}  // namespace assay::testing
