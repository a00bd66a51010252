// One council under its many spellings.
#pragma once

#include <string>
#include <string_view>

namespace assay {

/// An authority's name as it is compared: folded, without "council", "the", "london borough of" and the
/// like, its words joined by hyphens: "barking-and-dagenham" for "London Borough of Barking & Dagenham".
/// A name that consists of such words keeps them ("city-of-london"); the few councils that go by a part of
/// their name are known ("newcastle-upon-tyne" for "Newcastle City Council"). Empty for a name without a
/// word. Thread-safe.
std::string authority_key(std::string_view name);

}  // namespace assay
