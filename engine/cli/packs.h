// Finding the packs: those that --pack names, or all that came with the program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assay/rule_pack.h"

namespace assay::cli {

/// The packs, or none when one of them has a mistake (which has been printed). With no `folders`, every
/// pack with a framework of the rules folder: ASSAY_RULES, or `rules` in the working directory or above
/// the program, or share/assay/rules beside an installed one.
std::vector<std::shared_ptr<const RulePack>> find_packs(const std::vector<std::string>& folders);

/// The rules folder, or "" when there is none.
std::string rules_folder();

}  // namespace assay::cli
