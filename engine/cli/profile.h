// What `assay score --profile` tells.
#pragma once

#include <vector>

#include "assay/profile.h"

namespace assay::cli {

/// Adds up the profiles of all threads and prints them on standard error: phases, then the slowest rules.
void print_profile(const std::vector<Profile>& profiles);

}  // namespace assay::cli
