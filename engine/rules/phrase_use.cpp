#include "rules/phrase_use.h"

namespace assay::rules {

PhraseUses::PhraseUses(const std::vector<std::vector<PhraseUse>>& by_phrase) {
    for (const std::vector<PhraseUse>& uses : by_phrase) {
        uses_.insert(uses_.end(), uses.begin(), uses.end());
        begins_.push_back(static_cast<std::uint32_t>(uses_.size()));
    }
}

const Text& text_of(const PackContent& pack, const PhraseUse& use) {
    using Role = PhraseUse::Role;
    if (use.role == Role::cue) return pack.cue_specs[use.owner].phrases[use.entry];
    if (use.role == Role::mention) return pack.settings.evidence.mentions[use.owner].phrase;
    const RuleSpec& spec = pack.specs[use.owner];
    switch (use.role) {
        case Role::near_all:
            return spec.near[use.part].all[use.entry];
        case Role::near_any:
            return spec.near[use.part].any[use.entry];
        case Role::metric:
            return spec.metrics[use.part].captures[use.entry];
        case Role::condition:
            return spec.conditions[use.part].phrases[use.entry];
        case Role::except:
            return spec.except[use.part].phrase;
        case Role::script:
            return spec.script->phrases[use.part][use.entry];
        case Role::trigger:
            return spec.script->trigger[use.entry];
        case Role::match:
        case Role::mention:
        case Role::cue:
            break;
    }
    return spec.match[use.entry];
}

const char* to_string(PhraseUse::Role role) {
    using Role = PhraseUse::Role;
    switch (role) {
        case Role::match:
            break;
        case Role::near_all:
        case Role::near_any:
            return "near";
        case Role::metric:
            return "metric";
        case Role::condition:
            return "a condition";
        case Role::except:
            return "except";
        case Role::cue:
            return "a cue";
        case Role::script:
            return "a script";
        case Role::trigger:
            return "trigger";
        case Role::mention:
            return "a mention";
    }
    return "match";
}

}  // namespace assay::rules
