// One pack, from a folder or from a revision of one in git.
#pragma once

#include <memory>
#include <string>

#include "assay/rule_pack.h"

namespace assay::cli {

/// The pack in `folder`, or as it was at `folder@REVISION` in git. Null when it has a mistake or no
/// framework, which has been said on standard error; warnings are said too.
std::shared_ptr<const RulePack> load_one_pack(const std::string& folder, Model use);

}  // namespace assay::cli
