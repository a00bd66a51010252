#include "ingest/headings.h"

#include "ingest/plain.h"

namespace assay::ingest {

// Adds every proper beginning of the key that ends at a word's end.
void HeadingTable::add_beginnings(KeySet& set, const std::string& key) {
    for (std::size_t blank = key.find(' '); blank != std::string::npos; blank = key.find(' ', blank + 1)) {
        set.insert(key.substr(0, blank));
    }
}

HeadingTable::HeadingTable(const Framework& framework) {
    for (std::size_t i = 0; i < framework.statements.size(); ++i) {
        const Statement& statement = framework.statements[i];
        add(statement.title, {static_cast<int>(i), -1});
        for (const std::string& heading : statement.headings) add(heading, {static_cast<int>(i), -1});
    }
    for (std::size_t i = 0; i < framework.sections.size(); ++i) {
        for (const std::string& heading : framework.sections[i].headings)
            add(heading, {-1, static_cast<int>(i)});
    }
    std::string key;
    for (int score = kLowestScore; score <= kHighestScore; ++score) {
        for (const std::string& word : framework.grade_words[static_cast<std::size_t>(score - 1)]) {
            heading_key(key, word);
            if (key.empty()) continue;
            grades_.emplace(key, score);
            add_beginnings(grade_beginnings_, key);
        }
        grades_.emplace("score " + std::to_string(score), score);
        grade_beginnings_.insert("score");
    }
}

void HeadingTable::add(std::string_view heading, HeadingMeaning meaning) {
    std::string key;
    heading_key(key, heading);
    if (key.empty()) return;
    headings_.emplace(key, meaning);
    if (key.size() < kFirstLetters) {
        short_heading_ = true;
    } else {
        std::uint64_t letters = 0;
        for (std::size_t i = 0; i < kFirstLetters; ++i)
            letters = letters << 8 | static_cast<unsigned char>(key[i]);
        first_letters_.insert(letters);
    }
    add_beginnings(beginnings_, key);
}

bool HeadingTable::may_begin(std::string_view line) const {
    std::uint64_t letters = 0;
    for (std::size_t i = 0; i < kFirstLetters; ++i) {
        char c = i < line.size() ? line[i] : '\0';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        const bool counted = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ';
        if (!counted) return true;
        letters = letters << 8 | static_cast<unsigned char>(c);
    }
    return short_heading_ || first_letters_.count(letters) != 0;
}

std::optional<HeadingReading> HeadingTable::read(std::string_view key) const {
    if (const auto whole = headings_.find(key); whole != headings_.end()) {
        return HeadingReading{whole->second, std::nullopt};
    }
    for (std::size_t blank = key.rfind(' '); blank != std::string_view::npos && blank > 0;
         blank = key.rfind(' ', blank - 1)) {
        const auto score = grade(key.substr(blank + 1));
        if (!score) continue;
        const auto found = headings_.find(key.substr(0, blank));
        if (found != headings_.end() && found->second.statement >= 0)
            return HeadingReading{found->second, score};
    }
    return std::nullopt;
}

bool HeadingTable::may_go_on(std::string_view key) const {
    if (beginnings_.find(key) != beginnings_.end()) return true;
    const auto found = headings_.find(key);
    if (found != headings_.end()) return found->second.statement >= 0;  // a grade may follow
    for (std::size_t blank = key.rfind(' '); blank != std::string_view::npos && blank > 0;
         blank = key.rfind(' ', blank - 1)) {
        if (!grade_may_go_on(key.substr(blank + 1))) continue;
        const auto heading = headings_.find(key.substr(0, blank));
        if (heading != headings_.end() && heading->second.statement >= 0) return true;
    }
    return false;
}

std::optional<int> HeadingTable::grade(std::string_view key) const {
    const auto found = grades_.find(key);
    if (found == grades_.end()) return std::nullopt;
    return found->second;
}

}  // namespace assay::ingest
