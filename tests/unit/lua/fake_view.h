// A document of a few lines for tests: each line a sentence, "== id" begins a section, an empty line a
// paragraph. A phrase is plain lower-case words; "*" stands for any word. Cues are found by one word each.
#pragma once

#include <cctype>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "lua/doc_view.h"

namespace assay::lua::testing {

class FakeView : public DocView {
public:
    FakeView(const std::string& text, std::vector<std::vector<std::string>> groups)
        : groups_(std::move(groups)) {
        std::istringstream lines(text);
        std::string line, section = "key-findings";
        std::uint32_t paragraph = 0;
        while (std::getline(lines, line)) {
            line.erase(0, line.find_first_not_of(' ') == std::string::npos ? line.size()
                                                                           : line.find_first_not_of(' '));
            if (line.empty()) {
                if (!sentences_.empty() && sentences_.back().paragraph == paragraph) ++paragraph;
            } else if (line.rfind("== ", 0) == 0) {
                section = line.substr(3);
            } else {
                sentences_.push_back({line, section, paragraph, split(line)});
            }
        }
    }

    std::string_view statement() const override { return "learning"; }
    std::uint32_t sentence_count() const override { return static_cast<std::uint32_t>(sentences_.size()); }
    std::string_view section(std::uint32_t s) const override { return sentences_.at(s).section; }
    std::uint32_t paragraph(std::uint32_t s) const override { return sentences_.at(s).paragraph; }
    std::uint32_t word_count(std::uint32_t s) const override {
        return static_cast<std::uint32_t>(sentences_.at(s).words.size());
    }
    std::string text(std::uint32_t s) const override { return sentences_.at(s).text; }
    std::string text(std::uint32_t s, Span words) const override {
        std::string all;
        for (std::uint32_t i = words.begin; i < words.end; ++i)
            all += (all.empty() ? "" : " ") + sentences_.at(s).words.at(i);
        return all;
    }

    std::vector<PhraseHit> find(std::uint32_t s, std::uint32_t group) const override {
        ++searches;
        std::vector<PhraseHit> hits;
        const auto& words = sentences_.at(s).words;
        for (std::uint32_t begin = 0; begin < words.size(); ++begin) {
            for (const std::string& phrase : groups_.at(group)) {
                const auto wanted = split(phrase);
                if (begin + wanted.size() > words.size()) continue;
                PhraseHit hit{{begin, begin + static_cast<std::uint32_t>(wanted.size())}, {}};
                bool equal = true;
                for (std::size_t i = 0; i < wanted.size(); ++i) {
                    const std::string& word = words[begin + i];
                    if (wanted[i] == "*" && std::isdigit(static_cast<unsigned char>(word[0])) != 0) {
                        hit.captures.push_back({"value", "percent", std::atof(word.c_str()), "%"});
                    }
                    equal = equal && (wanted[i] == "*" || wanted[i] == word);
                }
                if (equal) hits.push_back(hit);
            }
        }
        return hits;
    }

    ContextView context(std::uint32_t s, Span words) const override {
        ContextView context;
        for (std::uint32_t i = 0; i < words.begin; ++i) {
            const std::string& word = sentences_.at(s).words[i];
            if (word == "not") context.cues.push_back({"negation", "not", 0});
            if (word == "plans") context.cues.push_back({"intention", "plans", 0.4});
            if (word == "some") context.cues.push_back({"quantifier", "some", 0.6});
            if (word == "leaders") context.speaker = "leaders";
        }
        for (const CueEffect& cue : context.cues) context.factor *= cue.factor;
        context.dropped = context.factor == 0;
        return context;
    }

    std::vector<Reading> metrics(std::uint32_t s) const override {
        std::vector<Reading> readings;
        const auto& words = sentences_.at(s).words;
        for (std::uint32_t i = 0; i < words.size(); ++i) {
            if (std::isdigit(static_cast<unsigned char>(words[i][0])) == 0) continue;
            const bool percent = words[i].back() == '%';
            readings.push_back(
                {percent ? "percent" : "count", std::atof(words[i].c_str()), percent ? "%" : "", {i, i + 1}});
        }
        return readings;
    }

    mutable int searches = 0;

private:
    struct Line {
        std::string text, section;
        std::uint32_t paragraph = 0;
        std::vector<std::string> words;
    };

    static std::vector<std::string> split(const std::string& text) {
        std::istringstream in(text);
        std::vector<std::string> words;
        for (std::string word; in >> word;) {
            for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            while (!word.empty() && std::ispunct(static_cast<unsigned char>(word.back())) != 0 &&
                   word.back() != '%' && word != "*") {
                word.pop_back();
            }
            if (!word.empty()) words.push_back(word);
        }
        return words;
    }

    std::vector<Line> sentences_;
    std::vector<std::vector<std::string>> groups_;
};

}  // namespace assay::lua::testing
