#include "assay/spans.h"

#include <gtest/gtest.h>

#include "assay/boxed.h"

namespace assay {
namespace {

std::vector<Span> list(const Spans& spans) {
    return spans;
}

TEST(Spans, HoldsOneAndMany) {
    Spans spans;
    std::vector<Span> reference;
    EXPECT_TRUE(spans.empty());
    for (std::uint32_t i = 0; i < 40; ++i) {
        spans.push_back({i, i + 3});
        reference.push_back({i, i + 3});
        EXPECT_EQ(list(spans), reference);
    }
    EXPECT_EQ(spans.front(), (Span{0, 3}));
    EXPECT_EQ(spans.back(), (Span{39, 42}));
    spans.clear();
    spans.push_back({7, 9});
    EXPECT_EQ(list(spans), (std::vector<Span>{{7, 9}}));
}

TEST(Spans, CopiesAndMovesAreWhole) {
    for (const std::size_t count : {0, 1, 2, 9}) {
        Spans spans;
        for (std::uint32_t i = 0; i < count; ++i) spans.push_back({i, i + 1});
        const std::vector<Span> reference = list(spans);
        Spans copy(spans);
        Spans assigned{{5, 6}, {7, 8}, {9, 10}};
        assigned = spans;
        EXPECT_EQ(list(copy), reference);
        EXPECT_EQ(list(assigned), reference);
        const Spans moved(std::move(spans));
        EXPECT_EQ(list(moved), reference);
        Spans target{{5, 6}, {7, 8}};
        target = std::move(copy);
        EXPECT_EQ(list(target), reference);
        copy = Spans{{1, 2}};
        EXPECT_EQ(list(copy), (std::vector<Span>{{1, 2}}));
    }
}

TEST(Spans, SortUniqueLeavesEachOnce) {
    Spans spans{{4, 6}, {1, 2}, {4, 6}, {1, 3}};
    spans.sort_unique();
    EXPECT_EQ(list(spans), (std::vector<Span>{{1, 2}, {1, 3}, {4, 6}}));
}

TEST(Boxed, CopiesAreDeep) {
    Boxed<std::vector<int>> one(std::vector<int>{1, 2});
    Boxed<std::vector<int>> other(one);
    other->push_back(3);
    EXPECT_EQ(one->size(), 2u);
    one = other;
    EXPECT_EQ(one->size(), 3u);
    one = Boxed<std::vector<int>>();
    EXPECT_FALSE(one);
    EXPECT_TRUE(other.has_value());
}

}  // namespace
}  // namespace assay
