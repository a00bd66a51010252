// A report of ofsted-ilacs with other grades than it was published with: what is replaced is found by
// patterns of the tests' own, so that a gap in the framework's patterns shows.
#pragma once

#include <re2/re2.h>

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace assay::testing {

/// The score that stands `shift` steps above `score`, going round: with a shift of 1, 4 becomes 1.
inline int other_score(int score, int shift) {
    return (score - 1 + shift) % 4 + 1;
}

/// The words of a grade as other words of the same case.
inline std::string other_grade(std::string_view grade, int shift) {
    static constexpr std::array<std::string_view, 4> kGrades{"inadequate", "requires improvement to be good",
                                                             "good", "outstanding"};
    const char first = static_cast<char>(grade[0] | 32);
    const int score = first == 'i' ? 1 : first == 'r' ? 2 : first == 'g' ? 3 : 4;
    std::string other(kGrades[static_cast<std::size_t>(other_score(score, shift) - 1)]);
    if (grade[0] < 'a') other[0] = static_cast<char>(other[0] - 32);
    return other;
}

/// Puts another grade wherever the table of judgements, a heading or a verdict in prose states one.
/// `replaced` is raised by the number of grades.
inline std::string with_other_grades(const std::string& text, int shift, int& replaced) {
    static constexpr const char* kGrade =
        "((?i:outstanding|good|inadequate|requires?\\s+improvement(?:\\s+to\\s+be\\s+good)?))";
    const std::array<RE2, 4> patterns{
        RE2(std::string("(The (?:experiences|impact)[a-z\\s-]{20,110}?(?::| is| are)?\\s+)") + kGrade +
            "\\n"),
        RE2(std::string("(?m)^()") + kGrade + "$"),
        RE2(std::string("((?i:\\bservices?|\\boverall effectiveness)\\b[^.;:◼\f]{0,80}?"
                        "\\b(?:is|are|was|were|remains?|remained|be)(?: now| judged| judged to be)*\\s+)") +
            kGrade + "(?:[.,]| overall)"),
        RE2(std::string("(\\b(?:receiv(?:e|es|ed|ing)|get|benefit(?:s|ing)?(?: greatly)? from)\\s+"
                        "(?:an? )?(?:very |consistently )?)") +
            kGrade + "\\s+services?\\b"),
    };
    // Where two patterns see one grade, it is replaced once.
    std::map<std::size_t, std::size_t> places;
    for (const RE2& pattern : patterns) {
        re2::StringPiece rest(text);
        re2::StringPiece before;
        re2::StringPiece grade;
        while (RE2::FindAndConsume(&rest, pattern, &before, &grade))
            places.emplace(static_cast<std::size_t>(grade.data() - text.data()), grade.size());
    }
    std::string out;
    std::size_t copied = 0;
    for (const auto& [begin, size] : places) {
        out.append(text, copied, begin - copied);
        out += other_grade(std::string_view(text).substr(begin, size), shift);
        copied = begin + size;
        ++replaced;
    }
    out.append(text, copied);
    return out;
}

/// A made-up report that states its grades in a table, in headings and in verdicts: seven places.
inline std::string report_with_grades() {
    return "Inspection of Marlowdale local authority children's services\n\nJudgement\n\nGrade\n\n"
           "The impact of leaders on social work practice with children\nand families\n\nGood\n\n"
           "The experiences and progress of children in care and care\nleavers\n\nInadequate\n\nOverall "
           "effectiveness\n\nRequires improvement\nto be good\n\n"
           "Services for children in Marlowdale are good. Leaders know what needs to change and have said "
           "so. Children\nin care receive an inadequate service.\n\n"
           "What needs to improve?\n\n\xE2\x97\xBC The time that children wait for a first visit.\n\n"
           "The experiences and progress of children in care and care\nleavers: inadequate\n\n"
           "1.\n\nChildren in care wait too long for a plan. Some plans are good, and children know what is "
           "in them.\n\n"
           "The impact of leaders on social work practice with children and\nfamilies is good\n\n"
           "2.\n\nLeaders meet social workers every month and act on what they hear.\n";
}

}  // namespace assay::testing
