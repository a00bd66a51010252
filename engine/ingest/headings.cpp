#include "ingest/headings.h"

#include "ingest/plain.h"

namespace assay::ingest {

namespace {

// Adds every proper beginning of the key that ends at a word's end.
void add_beginnings(std::unordered_set<std::string>& set, const std::string& key) {
    for (std::size_t blank = key.find(' '); blank != std::string::npos; blank = key.find(' ', blank + 1)) {
        set.insert(key.substr(0, blank));
    }
}

}  // namespace

HeadingTable::HeadingTable(const Framework& framework) {
    for (std::size_t i = 0; i < framework.statements.size(); ++i) {
        const Statement& statement = framework.statements[i];
        add(statement.title, {static_cast<int>(i), -1});
        for (const std::string& heading : statement.headings) add(heading, {static_cast<int>(i), -1});
    }
    for (std::size_t i = 0; i < framework.sections.size(); ++i) {
        for (const std::string& heading : framework.sections[i].headings) add(heading, {-1, static_cast<int>(i)});
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
    first_words_.insert(key.substr(0, key.find(' ')));
    add_beginnings(beginnings_, key);
}

bool HeadingTable::may_begin(std::string_view key) const {
    return first_words_.count(std::string(key.substr(0, key.find(' ')))) != 0;
}

std::optional<HeadingReading> HeadingTable::read(std::string_view key) const {
    if (const auto whole = headings_.find(std::string(key)); whole != headings_.end()) {
        return HeadingReading{whole->second, std::nullopt};
    }
    for (std::size_t blank = key.rfind(' '); blank != std::string_view::npos && blank > 0;
         blank = key.rfind(' ', blank - 1)) {
        const auto score = grade(key.substr(blank + 1));
        if (!score) continue;
        const auto found = headings_.find(std::string(key.substr(0, blank)));
        if (found != headings_.end() && found->second.statement >= 0) return HeadingReading{found->second, score};
    }
    return std::nullopt;
}

bool HeadingTable::may_go_on(std::string_view key) const {
    if (beginnings_.count(std::string(key)) != 0) return true;
    const auto found = headings_.find(std::string(key));
    if (found != headings_.end()) return found->second.statement >= 0;  // a grade may follow
    for (std::size_t blank = key.rfind(' '); blank != std::string_view::npos && blank > 0;
         blank = key.rfind(' ', blank - 1)) {
        if (!grade_may_go_on(key.substr(blank + 1))) continue;
        const auto heading = headings_.find(std::string(key.substr(0, blank)));
        if (heading != headings_.end() && heading->second.statement >= 0) return true;
    }
    return false;
}

std::optional<int> HeadingTable::grade(std::string_view key) const {
    const auto found = grades_.find(std::string(key));
    if (found == grades_.end()) return std::nullopt;
    return found->second;
}

}  // namespace assay::ingest
