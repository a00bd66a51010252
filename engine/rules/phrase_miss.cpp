#include "rules/phrase_miss.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

#include "rules/miss_words.h"

namespace assay::rules {

namespace {

using match::Element;
using match::ElementKind;
using match::Sequence;

constexpr double kFar = 1.7;               // a miss beyond this distance tells nothing
constexpr double kInItsPlace = 0.01;       // a word in place of another is a little nearer than none
constexpr double kMissingSmallWord = 0.6;  // "the", "of": a phrase is nearer without these
constexpr std::uint32_t kMostExtra = 8;    // words beyond a gap

bool is_small_word(const Element& e) {
    static const std::set<std::string, std::less<>> small{
        "a",   "an", "the", "of", "to",   "in",   "on",   "for",  "and", "or",  "was",  "were", "is",
        "are", "be", "by",  "at", "with", "from", "that", "this", "had", "has", "have", "it",   "their"};
    return e.kind == ElementKind::word && small.count(fold(e.text)) != 0;
}

// What was done at one step on the way through a phrase.
struct Step {
    double cost = std::numeric_limits<double>::infinity();
    std::size_t element = 0;  // before the step
    std::uint32_t token = 0;
    enum class Kind { start, matched, gap, wide_gap, extra, missing, form } kind = Kind::start;
    int matched = 0;  // words that were found so far
};

}  // namespace

std::optional<NearMiss> miss_of_phrase(ElementEnds& reach, const Text& text) {
    const Sequence& elements = reach.phrase(text.value);
    const std::size_t n = elements.size();
    const std::uint32_t first = reach.sentence().tokens.begin;
    const std::uint32_t count = reach.sentence().tokens.size();
    std::size_t solid = 0;  // elements that are no gaps
    for (const Element& e : elements) solid += e.kind == ElementKind::gap ? 0 : 1;
    if (solid == 0 || count == 0) return std::nullopt;

    // best[i][t]: the cheapest way to have dealt with elements [0, i) and stand before token t.
    std::vector<std::vector<Step>> best(n + 1, std::vector<Step>(count + 1));
    const auto better = [&](std::size_t i, std::uint32_t t, const Step& step) {
        Step& old = best[i][t];
        if (step.cost < old.cost - 1e-9 || (step.cost < old.cost + 1e-9 && step.matched > old.matched))
            old = step;
    };
    for (std::uint32_t t = 0; t <= count; ++t) best[0][t] = {0, 0, t, Step::Kind::start, 0};
    for (std::size_t i = 0; i < n; ++i) {
        const Element& e = elements[i];
        const bool small = is_small_word(e);
        for (std::uint32_t t = 0; t <= count; ++t) {
            const Step here = best[i][t];
            if (here.cost > kFar) continue;
            const auto go = [&](std::uint32_t to, double cost, Step::Kind kind, int found) {
                better(i + 1, to, {here.cost + cost, i, t, kind, here.matched + found});
            };
            if (e.kind == ElementKind::gap) {
                if (here.matched == 0) {
                    go(t, 0, Step::Kind::gap, 0);
                    continue;
                }
                for (std::uint32_t k = 0; k <= e.gap + kMostExtra && t + k <= count; ++k) {
                    k <= e.gap ? go(t + k, 0, Step::Kind::gap, 0)
                               : go(t + k, extra_cost(k - e.gap), Step::Kind::wide_gap, 0);
                }
                continue;
            }
            const double missing = small ? kMissingSmallWord : kMissingWord;
            go(t, missing, Step::Kind::missing, 0);
            // Another word stands in its place.
            if (here.matched > 0 && t < count) go(t + 1, missing - kInItsPlace, Step::Kind::missing, 0);
            if (t < count && reach.ends(e, first + t, Forms::written).empty()) {
                for (const std::uint32_t next : reach.ends(e, first + t, Forms::any)) {
                    if (next > first + t) go(next - first, kOtherForm, Step::Kind::form, small ? 0 : 1);
                }
            }
            const bool may_drift = here.matched > 0 && i > 0 && elements[i - 1].kind != ElementKind::gap;
            for (std::uint32_t k = 0; k <= (may_drift ? 4u : 0u) && t + k < count; ++k) {
                for (const std::uint32_t next : reach.ends(e, first + t + k, Forms::written)) {
                    if (next == first + t + k && e.kind != ElementKind::choice) continue;
                    const int found = next > first + t + k ? (small ? 0 : 1) : 0;
                    k == 0 ? go(next - first, 0, Step::Kind::matched, found)
                           : go(next - first, 0.15 + extra_cost(k), Step::Kind::extra, found);
                }
            }
        }
    }
    std::uint32_t last = 0;
    for (std::uint32_t t = 0; t <= count; ++t) {
        const Step& s = best[n][t];
        const Step& l = best[n][last];
        if (s.cost < l.cost - 1e-9 || (s.cost < l.cost + 1e-9 && s.matched > l.matched)) last = t;
    }
    const Step& final = best[n][last];
    // Of a phrase of two words one is not near; and what matches is no miss.
    if (final.cost > kFar || final.cost <= 0 || final.matched < 1) return std::nullopt;
    const bool lacks_word = final.cost >= kMissingWord - kInItsPlace - 1e-9;
    if (lacks_word && final.matched < 2) return std::nullopt;

    NearMiss miss;
    miss.phrase = text;
    miss.distance = final.cost + 0.5 / static_cast<double>(1 + final.matched);
    std::uint32_t t = last;
    for (std::size_t i = n; i-- > 0;) {
        const Step& step = best[i + 1][t];
        TracedElement traced{
            written(text, elements, i), true, reach.bytes(first + step.token, first + t), {}};
        const std::uint32_t between = t - step.token;
        switch (step.kind) {
            case Step::Kind::missing:
                traced.holds = false;
                traced.problem = between == 0 ? "is missing"
                                              : fmt::format("is missing: “{}” stands there",
                                                            slice(reach.document().text(), traced.at));
                if (const std::string near =
                        is_small_word(elements[i]) ? "" : stands_nearby(reach, {&elements[i], 1});
                    !near.empty())
                    traced.problem += "; " + near;
                traced.at = {};
                break;
            case Step::Kind::form:
                traced.holds = false;
                traced.problem = other_form(reach, elements[i], first + step.token, first + t);
                break;
            case Step::Kind::wide_gap:
                traced.holds = false;
                traced.problem =
                    fmt::format("{} words stand here, {} > {}", between, between, elements[i].gap);
                break;
            case Step::Kind::extra: {
                std::uint32_t from = step.token;
                while (from < t) {
                    const std::set<std::uint32_t> to = reach.ends(elements[i], first + from, Forms::written);
                    if (to.count(first + t) != 0 && from > step.token) break;
                    ++from;
                }
                traced.holds = false;
                traced.at = reach.bytes(first + from, first + t);
                traced.problem =
                    fmt::format("stands {} word{} too late; *{} before it would do", from - step.token,
                                from - step.token == 1 ? "" : "s", from - step.token);
                break;
            }
            default:
                break;
        }
        miss.elements.push_back(std::move(traced));
        t = step.token;
    }
    std::reverse(miss.elements.begin(), miss.elements.end());
    return miss;
}

}  // namespace assay::rules
