#include "analyzer/by_place.h"

#include <gtest/gtest.h>

namespace assay::analyzer {
namespace {

struct Thing {
    int name;
    std::uint32_t place;
};

std::vector<int> names_at(const std::vector<Thing>& things, const ByPlace& places, std::size_t place) {
    std::vector<int> names;
    for (const std::uint32_t i : places.in(place)) names.push_back(things[i].name);
    return names;
}

TEST(ByPlace, EachPlaceHasItsThingsInTheirOrder) {
    const std::vector<Thing> things{{1, 3}, {1, 4}, {2, 0}, {5, 3}, {7, 0}};
    const ByPlace places(things, 6, [](const Thing& thing) { return thing.place; });
    EXPECT_EQ(names_at(things, places, 0), (std::vector<int>{2, 7}));
    EXPECT_EQ(names_at(things, places, 1), std::vector<int>{});
    EXPECT_EQ(names_at(things, places, 3), (std::vector<int>{1, 5}));
    EXPECT_EQ(names_at(things, places, 4), std::vector<int>{1});
    EXPECT_EQ(names_at(things, places, 5), std::vector<int>{});
}

TEST(ByPlace, NothingAnywhere) {
    const ByPlace places(std::vector<Thing>{}, 0, [](const Thing& thing) { return thing.place; });
    const ByPlace empty(std::vector<Thing>{}, 2, [](const Thing& thing) { return thing.place; });
    EXPECT_TRUE(empty.in(0).empty());
    EXPECT_TRUE(empty.in(1).empty());
}

}  // namespace
}  // namespace assay::analyzer
