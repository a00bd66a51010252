#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "rules/miss_words.h"
#include "rules/phrase_miss.h"

namespace assay::rules {

using match::Sequence;

std::optional<NearMiss> miss_of_near(ElementEnds& reach, const NearSpec& near) {
    const Span tokens = reach.sentence().tokens;
    struct Party {
        std::string written;
        std::vector<const Sequence*> ways;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> at;  // tokens
    };
    std::vector<Party> entries;
    const auto find = [&](const Text& text, Party& entry) {
        const Sequence& elements = reach.phrase(text.value);
        entry.ways.push_back(&elements);
        for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
            for (const std::uint32_t e : reach.ends(elements, t, Forms::written)) {
                if (e > t) entry.at.emplace_back(t, e);
            }
        }
    };
    for (const Text& text : near.all) {
        entries.push_back({text.value, {}, {}});
        find(text, entries.back());
    }
    if (!near.any.empty()) {
        entries.push_back(
            {near.any.size() == 1 ? near.any[0].value : "any of " + std::to_string(near.any.size()), {}, {}});
        for (const Text& text : near.any) find(text, entries.back());
    }
    const auto loose_form = [&](const std::vector<const Sequence*>& ways) -> std::string {
        for (const Sequence* way : ways) {
            if (way->size() != 1) continue;
            for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
                const auto to = reach.ends(way->front(), t, Forms::any);
                if (!to.empty() && *to.rbegin() > t) return other_form(reach, way->front(), t, *to.rbegin());
            }
        }
        return {};
    };
    std::size_t missing = 0;
    for (const Party& e : entries) missing += e.at.empty() ? 1 : 0;
    if (missing > 1 || (missing == 1 && entries.size() < 2) || missing == entries.size()) return std::nullopt;
    NearMiss miss;
    miss.phrase = near.all.empty() ? near.any.front() : near.all.front();
    miss.phrase.value = "near:";
    for (const Party& e : entries) miss.phrase.value += (&e == &entries.front() ? " " : " + ") + e.written;
    miss.phrase.value += fmt::format(", within {}", near.within);
    const std::pair<std::uint32_t, std::uint32_t>* anchor = nullptr;
    for (const Party& e : entries) {
        TracedElement traced{e.written, !e.at.empty(), {}, e.at.empty() ? "is missing" : ""};
        if (!e.at.empty()) {
            // The occurrence nearest to the first one shown.
            const auto* nearest = &e.at.front();
            std::uint32_t away = 0;
            if (anchor != nullptr) {
                const auto distance = [&](const std::pair<std::uint32_t, std::uint32_t>& p) {
                    return p.first >= anchor->second   ? p.first - anchor->second
                           : anchor->first >= p.second ? anchor->first - p.second
                                                       : 0u;
                };
                for (const auto& p : e.at) {
                    if (distance(p) < distance(*nearest)) nearest = &p;
                }
                away = distance(*nearest);
            } else {
                anchor = nearest;
            }
            traced.at = reach.bytes(nearest->first, nearest->second);
            if (away > static_cast<std::uint32_t>(near.within)) {
                traced.holds = false;
                traced.problem = fmt::format("stands {} words away, {} > {}", away, away, near.within);
                miss.distance +=
                    extra_cost(std::min<std::uint32_t>(away - static_cast<std::uint32_t>(near.within), 10));
            }
        } else if (const std::string form = loose_form(e.ways); !form.empty()) {
            traced.problem = form;
            miss.distance += kOtherForm;
        } else {
            for (const Sequence* way : e.ways) {
                const std::string told = stands_nearby(reach, *way);
                if (told.empty()) continue;
                traced.problem += "; " + told;
                break;
            }
            miss.distance += kMissingWord + 0.1;
        }
        miss.elements.push_back(std::move(traced));
    }
    if (miss.distance <= 0) return std::nullopt;
    return miss;
}

}  // namespace assay::rules
