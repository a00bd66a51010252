// A framework: what an inspectorate scores, on which scale, and how its reports look. Plain data,
// read from a pack's framework.yaml; the engine knows no framework of its own.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace assay {

/// Scores run from 1 (worst) to 4 (best).
inline constexpr int kLowestScore = 1;
inline constexpr int kHighestScore = 4;

/// One unit that is scored: a quality statement or a judgement.
struct Statement {
    std::string id;                     ///< "learning", as in every output
    std::string title;                  ///< "Learning, improvement and innovation"
    std::string theme;                  ///< "Leadership"; may be empty
    std::vector<std::string> headings;  ///< other titles under which it appears, without the grade
    /// How much a sentence of another part of the same report counts as evidence for this
    /// statement: part id ("" is the text before the first part) and weight > 0. The
    /// statement's own part always counts 1 and is not listed.
    std::vector<std::pair<std::string, double>> evidence_from;
};

/// A named span of headings inside a part, so that rules can say where they look.
struct SectionKind {
    std::string id;                     ///< "learning-from-feedback"
    std::vector<std::string> headings;  ///< titles that open it; compared folded
    bool evidence = true;               ///< false: boilerplate, never cited
};

/// How the overall rating follows from the statements' scores.
enum class OverallRule { none, percentage_bands, lower_median };

/// A band of the overall rating: from `at_least` per cent up to the next band.
struct RatingBand {
    std::string title;
    int at_least = 0;
};

/// Patterns are RE2 regular expressions, matched without regard to case against one line in its
/// plain form: white space normalised, quotation marks straight, every dash a hyphen. Each may be
/// empty (never matches).
struct Recognition {
    std::vector<std::string> signs;        ///< any of them in a file speaks for this framework
    std::vector<std::string> title;        ///< authority in group 1
    std::vector<std::string> score;        ///< score line: the digit or grade word in group 1
    std::vector<std::string> score_opens;  ///< a line that announces a score on the next line
    std::vector<std::string> rating;     ///< a line with the overall rating, in words or per cent, in group 1
    std::vector<std::string> furniture;  ///< lines that are no part of the text
    std::vector<std::string>
        notes;  ///< first line of a footnote, which runs to a blank line or the page's end
    /// Words that state the grade, searched in whole paragraphs: the sentence they stand in is never
    /// evidence.
    std::vector<std::string> gives_away;
    std::vector<std::string> ends;          ///< a line after which nothing is evidence
    std::vector<std::string> published_on;  ///< a date line, date in group 1
};

struct Framework {
    std::string id;     ///< "cqc-la"
    std::string title;  ///< "CQC local authority assessment"
    std::vector<Statement> statements;
    std::array<std::string, 4> descriptors;               ///< descriptors[0] belongs to score 1
    std::array<std::vector<std::string>, 4> grade_words;  ///< other words for the score: "inadequate"
    std::vector<SectionKind> sections;
    /// True: text before the first part is its own part with the id "" and may be evidence where a
    /// statement says so. The id of a statement here makes it that statement's part ("overall").
    std::string preamble_part;
    OverallRule overall_rule = OverallRule::none;
    std::string overall_statement;  ///< the statement that is the overall judgement; may be empty
    std::string overall_note;       ///< what is said about the rule wherever it is shown
    std::vector<RatingBand> bands;  ///< ascending, for percentage_bands
    Recognition recognition;

    /// The statement with this id, or null.
    const Statement* find_statement(std::string_view statement_id) const {
        for (const Statement& s : statements) {
            if (s.id == statement_id) return &s;
        }
        return nullptr;
    }
};

}  // namespace assay
