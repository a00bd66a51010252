// The outcome of rules' examples, for people and for build servers.
#pragma once

#include <string>
#include <vector>

namespace assay::report {

/// One example, as a line of a report on a test run.
struct ExampleLine {
    std::string rule;
    std::string kind;  ///< match, no_match, todo
    std::string file;
    unsigned line = 0;
    std::string sentence;
    bool passed = false;
    bool todo_passes = false;          ///< a known gap that is closed now
    std::string failure;               ///< one line, lower case
    std::vector<std::string> details;  ///< what matched, what blocked
};

/// Failures, and todos that pass now; with `all`, every example.
std::string examples_text(const std::vector<ExampleLine>& lines, bool all, bool color);

/// A JUnit report with a test suite for each rule; todos count as skipped.
std::string examples_junit(const std::string& name, const std::vector<ExampleLine>& lines, double seconds);

}  // namespace assay::report
