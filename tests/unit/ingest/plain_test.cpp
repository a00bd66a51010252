#include "ingest/plain.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace assay::ingest {
namespace {

TEST(Plain, WhatIsPlainIsItsOwnPlainForm) {
    std::mt19937 random(3);
    const auto pick = [&](std::size_t n) { return random() % n; };
    const std::string letters = "abc XYZ.,'09";
    int plain_ones = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text = "a";
        for (std::size_t n = pick(70); n > 0; --n) {
            text += letters[pick(letters.size())];
            if (text.size() > 1 && text.back() == ' ' && text[text.size() - 2] == ' ') text.pop_back();
        }
        const bool spoilt = pick(2) == 0;
        if (spoilt) {
            static const std::string kOdd[] = {"\t", "\n", "  ", "\xE2\x80\x99", "\xC2\xA0", "\x01", "\xFF"};
            text.insert(1 + pick(text.size()), kOdd[pick(std::size(kOdd))]);
        }
        std::string form;
        append_plain(form, text);
        EXPECT_EQ(is_plain(text), !spoilt) << text;
        std::string room;
        EXPECT_EQ(plain_view(text, room), form);
        plain_ones += spoilt ? 0 : 1;
    }
    EXPECT_GT(plain_ones, 5'000);
}

TEST(Plain, AHeadingsKeyHasItsWordsOnly) {
    std::string key = "what stood there before";
    heading_key(key, "  People’s feedback – and “learning”: ");
    EXPECT_EQ(key, "peoples feedback and learning");
    EXPECT_EQ(slug("Learning from feedback"), "learning-from-feedback");
}

}  // namespace
}  // namespace assay::ingest
