// What is told about the figures of a text.
#pragma once

#include <string>
#include <vector>

#include "support/plain_report.h"
#include "text/figures.h"

namespace assay::text {

/// "code: message [bytes]" of every warning.
inline std::vector<std::string> warnings_of(const std::string& text) {
    const Document document = testing::plain_document(text);
    std::vector<std::string> out;
    for (const Warning& warning : check_figures(document)) {
        out.push_back(warning.code + ": " + warning.message + " [" +
                      std::string(slice(document.text(), warning.at)) + "]");
    }
    return out;
}

using Strings = std::vector<std::string>;

}  // namespace assay::text
