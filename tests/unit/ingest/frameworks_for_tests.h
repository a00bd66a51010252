// The frameworks of the packs in the repository, for tests that read reports.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "assay/framework.h"
#include "ingest/extract.h"
#include "ingest/recogniser.h"
#include "rules/read_framework.h"

namespace assay::ingest {

inline std::string slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

inline Framework pack_framework(const std::string& pack) {
    const std::string path = std::string(ASSAY_SOURCE_DIR) + "/rules/" + pack + "/framework.yaml";
    Diagnostics diagnostics;
    Framework framework = rules::read_framework(slurp(path), pack, diagnostics);
    for (const Diagnostic& d : diagnostics)
        ADD_FAILURE() << d.place.file << ":" << d.place.line << ": " << d.message;
    return framework;
}

/// Both packs' frameworks, compiled once a program.
inline const Recogniser& recogniser() {
    static const Framework cqc = pack_framework("cqc-la");
    static const Framework ilacs = pack_framework("ofsted-ilacs");
    static const Recogniser recogniser({&cqc, &ilacs});
    return recogniser;
}

inline Result<Report> read_text(const std::string& text, const LayoutOptions& options = {}) {
    return recogniser().lay_out(extract_text(text, "test.txt"), options);
}

/// The words of a block, its lines joined by blanks.
inline std::string words(const Report& report, const Block& block) {
    std::string out;
    for (std::uint32_t i = block.lines.begin; i < block.lines.end; ++i) {
        if (!out.empty()) out += ' ';
        out += slice(report.extracted.text.bytes, report.lines[i]);
    }
    return out;
}

/// The words of every block that is evidence for the statement, in order.
inline std::vector<std::string> evidence(const Report& report, const std::string& statement) {
    std::vector<std::string> out;
    for (const Block& block : report.blocks) {
        if (block.evidence && report.parts[block.part].statement == statement)
            out.push_back(words(report, block));
    }
    return out;
}

inline const Part* part(const Report& report, const std::string& statement) {
    for (const Part& p : report.parts) {
        if (p.statement == statement) return &p;
    }
    return nullptr;
}

}  // namespace assay::ingest
