// What stands where: things counted out to the places they belong to, for a report whose statements each ask
// for their own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace assay::analyzer {

/// Indices into a sequence, by place. Read-only once built, and independent of the sequence from then on.
class ByPlace {
public:
    /// `place_of` gives the place of one thing, less than `places`.
    template <class Things, class PlaceOf>
    ByPlace(const Things& things, std::size_t places, PlaceOf place_of)
        : indices_(things.size()), begins_(places + 2, 0) {
        // Counted one place further than they belong: filling in moves each place's end to its beginning.
        for (const auto& thing : things) ++begins_[place_of(thing) + 2];
        for (std::size_t p = 2; p < begins_.size(); ++p) begins_[p] += begins_[p - 1];
        std::uint32_t index = 0;
        for (const auto& thing : things) indices_[begins_[place_of(thing) + 1]++] = index++;
    }

    /// Those at one place, ascending.
    std::span<const std::uint32_t> in(std::size_t place) const {
        return std::span(indices_).subspan(begins_[place], begins_[place + 1] - begins_[place]);
    }

private:
    std::vector<std::uint32_t> indices_;
    std::vector<std::uint32_t> begins_;  // by place, and two behind the last
};

}  // namespace assay::analyzer
