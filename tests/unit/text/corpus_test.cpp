// The published reports of the corpus, where it is at hand: sentences against samples checked by
// reading, and figures that are known to be wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "assay/document.h"
#include "core/sha256.h"
#include "text/figures.h"
#include "unit/ingest/frameworks_for_tests.h"

namespace assay {
namespace {

std::string corpus(const std::string& folder) {
    const char* given = std::getenv("ASSAY_CORPUS");
    return (given != nullptr ? std::string(given) : std::string(ASSAY_SOURCE_DIR) + "/../shared/corpus") +
           folder;
}

struct Expected {
    Span bytes;
    std::string print;
};

/// By the SHA-256 of the file.
std::map<std::string, std::vector<Expected>> read_sample(const std::string& name) {
    std::map<std::string, std::vector<Expected>> sample;
    std::ifstream file(std::string(ASSAY_SOURCE_DIR) + "/tests/data/" + name);
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::stringstream row(line);
        std::string sha;
        Expected expected;
        row >> sha >> expected.bytes.begin >> expected.bytes.end >> expected.print;
        sample[sha].push_back(expected);
    }
    return sample;
}

/// What is left of a sentence however its words were parted at the ends of lines.
std::string print_of(const std::string& quote) {
    std::string plain;
    for (char c : quote) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
    }
    return sha256_hex(plain).substr(0, 16);
}

std::vector<std::filesystem::path> files_in(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Result<Document> read_document(const std::filesystem::path& path) {
    auto extracted = ingest::extract_file(path.string());
    if (!extracted.ok()) return extracted.error();
    auto report = ingest::recogniser().lay_out(std::move(*extracted));
    if (!report.ok()) return report.error();
    return build_document(std::move(*report));
}

/// How a sentence of the sample is looked for: by its bytes where the text is the file itself; by its
/// words where a converter made the text, whose blanks may change with the converter.
enum class Look { by_bytes, by_words };

void count_found(const Document& document, const std::vector<Expected>& sample, Look look,
                 std::size_t& found) {
    for (const Expected& expected : sample) {
        const bool there =
            std::any_of(document.sentences.begin(), document.sentences.end(), [&](const Sentence& sentence) {
                if (look == Look::by_bytes && !(sentence.bytes == expected.bytes)) return false;
                return print_of(document.quote(sentence)) == expected.print;
            });
        if (there) {
            ++found;
        } else {
            std::cout << "not found: bytes " << expected.bytes.begin << " to " << expected.bytes.end << "\n";
        }
    }
}

TEST(Corpus, SentencesOfTheCqcReportsAreThoseThatAReaderSees) {
    if (!std::filesystem::exists(corpus("/cqc-la/reports"))) GTEST_SKIP() << "the corpus is not at hand";
    const auto sample = read_sample("cqc_sentences.tsv");
    std::size_t found = 0;
    std::size_t expected = 0;
    for (const auto& path : files_in(corpus("/cqc-la/reports"))) {
        const Result<Document> document = read_document(path);
        ASSERT_TRUE(document.ok()) << document.error().message;
        const auto rows = sample.find(document->report.extracted.source.sha256);
        ASSERT_NE(rows, sample.end()) << path;
        expected += rows->second.size();
        count_found(*document, rows->second, Look::by_bytes, found);
        EXPECT_EQ(document->sentences.size(), rows->second.size()) << path;
    }
    EXPECT_GE(expected, 150U);
    EXPECT_GE(static_cast<double>(found), 0.99 * static_cast<double>(expected));
}

TEST(Corpus, SentencesOfTheIlacsSampleAreThoseThatAReaderSees) {
    const std::string folder = corpus("/ofsted-ilacs/reports");
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the corpus is not at hand";
    const auto sample = read_sample("ilacs_sentences.tsv");
    std::size_t found = 0;
    std::size_t expected = 0;
    for (const auto& path : files_in(folder)) {
        // Only the files of the sample are converted: the others take half a minute.
        const auto rows = sample.find(sha256_hex(ingest::slurp(path.string())));
        if (rows == sample.end()) continue;
        const Result<Document> document = read_document(path);
        ASSERT_TRUE(document.ok()) << document.error().message;
        expected += rows->second.size();
        count_found(*document, rows->second, Look::by_words, found);
    }
    EXPECT_EQ(sample.size(), 20U);
    EXPECT_EQ(expected, 300U);
    EXPECT_GE(static_cast<double>(found), 0.99 * static_cast<double>(expected));
}

TEST(Corpus, FalseSumsOfTheCqcReportsAreTold) {
    if (!std::filesystem::exists(corpus("/cqc-la/reports"))) GTEST_SKIP() << "the corpus is not at hand";
    std::vector<std::string> told;
    for (const auto& path : files_in(corpus("/cqc-la/reports"))) {
        const Result<Document> document = read_document(path);
        ASSERT_TRUE(document.ok()) << document.error().message;
        for (const Warning& warning : text::check_figures(*document)) {
            told.push_back(path.filename().string().substr(0, 3) + " " + warning.code + ": " +
                           warning.message);
        }
    }
    EXPECT_EQ(told, (std::vector<std::string>{
                        "000 sum-not-100: The shares 24 %, 33 % and 60 % add up to 117 %, not 100 %.",
                        "003 share-differs: (21 + 18) of 106 is 36.8 %, printed as 45 %.",
                    }));
}

}  // namespace
}  // namespace assay
