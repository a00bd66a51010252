#include "rules/yaml_load.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "rules/yaml_quick.h"

namespace assay::rules {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(line);
    }
    return lines;
}

void describe(const YamlNode& node, std::string& out) {
    out += '@' + std::to_string(node.mark().line) + ',' + std::to_string(node.mark().column) + ' ';
    if (node.is_scalar()) {
        out += '"' + node.scalar() + "\"\n";
    } else if (node.is_sequence()) {
        out += node.is_flow() ? "flow [\n" : "[\n";
        for (const auto& item : node) describe(item, out);
        out += "]\n";
    } else if (node.is_map()) {
        out += node.is_flow() ? "flow {\n" : "{\n";
        for (const auto& entry : node) {
            describe(entry.first, out);
            describe(entry.second, out);
        }
        out += "}\n";
    } else {
        out += node.is_null() ? "null\n" : "nothing\n";
    }
}

// The tree with all its places, or what was wrong and where.
template <class Load>
std::string told(Load load) {
    std::string out;
    try {
        const LoadedYaml loaded = load();
        out = std::to_string(loaded.documents) + '\n';
        describe(loaded.root, out);
    } catch (const YAML::Exception& e) {
        out = e.what();
    }
    return out;
}

void expect_same(const std::string& text) {
    EXPECT_EQ(told([&] { return load_yaml(text, lines_of(text)); }),
              told([&] { return load_yaml_slowly(text); }))
        << text;
}

bool is_quick(const std::string& text) {
    YamlTree tree;
    return read_quickly(lines_of(text), tree) != nullptr;
}

TEST(QuickYaml, EveryFileOfEveryPackReadsTheSame) {
    std::size_t files = 0;
    std::size_t quick = 0;
    std::size_t whole = 0;
    for (const auto& at : fs::recursive_directory_iterator(fs::path(ASSAY_SOURCE_DIR))) {
        if (at.path().extension() != ".yaml" || at.path().string().find("/build/") != std::string::npos)
            continue;
        std::ifstream in(at.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        expect_same(text);
        // The seeded mistakes are not for speed.
        if (at.path().string().find("/rules/") == std::string::npos) continue;
        if (is_quick(text)) quick += text.size();
        whole += text.size();
        ++files;
    }
    EXPECT_GT(files, 30U);
    EXPECT_GT(quick, whole / 10 * 9) << "yaml-cpp reads most of it: there is no gain";
}

TEST(QuickYaml, OddTextsReadTheSame) {
    for (const char* text : {
             "a: |\n  one\n  two\nb: three four\n",
             "a: |\n  one\n\n\n  two\n\n\nb: x\n",
             "a: |\n\n  one\n   deeper\n  two\n",
             "a: |\n  one\n   \n  two\n",
             "a: |\n  one\n two: three four\n",
             "a: |\n  cut short",
             "a: |\nb: nothing stood there\n",
             "- |\n one\n- |\n  two\n- three four\n",
             "- a: |\n    one\n  b: two three\n- c: |\n   odd\n",
             "a: |-\n  one\nb: >\n  folded\n  text\nc: |2\n   x\n",
             "a: >-\n  one two\n  three\nb: x\n",
             "a: >\n  one two\n  three\n\n\nb: x\n",
             "a: >\n\n  one two\n  three\n",
             "a: >\n  one two\n\n  three\n",
             "a: >-\n  one two\n    three\n  four\n",
             "a: >-\n  one two  \n  three \n",
             "a: >-\n  # one\n  - two: x\n# three\n",
             "- >-\n  one\n  two\n- >\n  three\n   \n- x\n",
             "a: |-\n  one\n\n  two\n\nb: x\n",
             "a: >-\n  one\n two\n",
             "a: >+\n  one\n\nb: |+\n  two\n\n",
             "a: >-\n",
             "a: plain text that\n  goes on\nb: another text\n",
             "a: plain text\n\n  that goes on after a blank line\n",
             "a: \"a text of\n  key: value inside\n  two lines\"\nb: |\n  one\n",
             "a: 'it''s quoted'\nb: \"it \\\"is\\\" too\"\nc: \"plainly so\"\n",
             "a: {b: text in braces, c: more}\nd: [one two, three four]\n",
             "a: [one two,\n  three\n  ]\nb: {c: d\n  }\n",
             "a: [one two\n  three]\n",
             "a: [one two\n  , three  \n\n  # four\n  ]\n",
             "a: [one two\n]\n",
             "a: [one two,\n  three: four five,\n  six]\n",
             "a: [one two,\n  three: four five,\n  ]\n",
             "a: [one two,\n  three: four five\n  six seven]\n",
             "a: {one: two three,\n  four: five six seven}\n",
             "a: text with a colon: here\nb: text with a hash # comment\nc: text#hash:colon\n",
             "a: trailing blanks   \nb: next value\n",
             "? complex key\n: complex value\n",
             "- - nested text\n  - more text\n",
             "a: &anchor some text\nb: *anchor\n",
             "a: first text\n---\nb: second text\n",
             "a: |\n  one\n# a comment\nb: two three four\n",
             "a: some text # a comment\nb: |  # a comment\n  one\n",
             "a: some text\n  # an indented comment\nb: other text\n",
             "a: | \n  one\n",
             "a:\t|\n\tone\n",
             "a: !tag some text\nb: ~\nc: null\nd: nullish text\n",
             "\xEF\xBB\xBF"
             "a: some longer text\n",
             "a: |\r\n  one\r\n  two\r\nb: three four\r\n",
             "a: text ends with colon:\nb: more text\n",
             "a: some text,\nb: more text\n",
             "a b: two words as key\n\"quoted key\": some text\n",
             "a:  two blanks before\n-  two blanks after a dash\n",
             "key: value text\n   key2: misplaced text\n",
             "just some text\n",
             "",
             "\n",
             "- \n",
             "a:\n",
             "a: |\n",
             ", }\n",
             ",\n",
         }) {
        expect_same(text);
    }
}

TEST(QuickYaml, WhatRuleFilesAreMadeOfIsReadQuickly) {
    for (const char* text : {"a: |\n  one\n  two\n", "a: |-\n  one\n", "- >-\n  one\n  two\n- >\n  three\n",
                             "a: [\n  one two,\n  three\n  ]\nb: \"quoted: text\"\n"}) {
        EXPECT_TRUE(is_quick(text)) << text;
    }
}

TEST(QuickYaml, AliasesOfAliasesAreRefused) {
    std::string text = "lists:\n  w0: &w0 [one, two]\n";
    for (int i = 1; i < 40; ++i) {
        const std::string before = "*w" + std::to_string(i - 1);
        text +=
            "  w" + std::to_string(i) + ": &w" + std::to_string(i) + " [" + before + ", " + before + "]\n";
    }
    EXPECT_TRUE(load_yaml(text, lines_of(text)).too_large);
    const std::string once = "lists:\n  a: &a [one, two]\n  b: *a\n";
    EXPECT_FALSE(load_yaml(once, lines_of(once)).too_large);
    const std::string inside = "lists:\n  a: &a [one, *a]\n";
    EXPECT_FALSE(load_yaml(inside, lines_of(inside)).too_large);
}

TEST(QuickYaml, RandomLinesReadTheSame) {
    std::mt19937 random(3);
    const std::vector<std::string> pieces{"a: ",
                                          "- ",
                                          "some words here",
                                          "|",
                                          "|-",
                                          ">-",
                                          "- >-",
                                          "\"quoted words\"",
                                          "'single words'",
                                          "key: ",
                                          "- b: ",
                                          "[one two, three]",
                                          "{c: d e f}",
                                          "# note",
                                          "more words, and more",
                                          "x: |",
                                          "",
                                          "\"on\": ",
                                          "~",
                                          "null",
                                          "'it''s'",
                                          "\"a\\nb\\\"c\"",
                                          "[x, {y: z}, \"q\"]",
                                          "{k: [one], \"l\": 'm'}",
                                          "\\d+ # x",
                                          "-3.5",
                                          "[a,",
                                          "b]",
                                          ", ",
                                          "[one two\n    , three\n    ]",
                                          "]",
                                          "}",
                                          "{d: ",
                                          "words: words",
                                          ">",
                                          "it's odd",
                                          "ends in colon:"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        const std::size_t count = 1 + random() % 7;
        for (std::size_t i = 0; i < count; ++i) {
            text += std::string(random() % 3 * 2, ' ');
            for (std::size_t k = 0, n = 1 + random() % 2; k < n; ++k)
                text += pieces[random() % pieces.size()];
            text += random() % 12 != 0 ? "\n" : "\n\n";
        }
        expect_same(text);
    }
}

}  // namespace
}  // namespace assay::rules
