#include "rules/near_miss.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

#include "match/inflect.h"
#include "match/phrase.h"
#include "text/numbers.h"

namespace assay::rules {

namespace {

using match::Element;
using match::ElementKind;
using match::Sequence;

constexpr double kFar = 1.7;  // a miss beyond this distance tells nothing
constexpr double kMissingWord = 1;
constexpr double kInItsPlace = 0.01;       // a word in place of another is a little nearer than none
constexpr double kMissingSmallWord = 0.6;  // "the", "of": a phrase is nearer without these
constexpr double kOtherForm = 0.3;         // "starters" where the phrase has "starter"
constexpr std::uint32_t kMostExtra = 8;    // words beyond a gap
constexpr int kDeepest = 6;

double extra_cost(std::uint32_t words) {
    return 0.25 + 0.1 * words;
}

bool is_small_word(const Element& e) {
    static const std::set<std::string, std::less<>> small{
        "a",   "an", "the", "of", "to",   "in",   "on",   "for",  "and", "or",  "was",  "were", "is",
        "are", "be", "by",  "at", "with", "from", "that", "this", "had", "has", "have", "it",   "their"};
    return e.kind == ElementKind::word && small.count(fold(e.text)) != 0;
}

std::vector<std::string> hyphen_parts(const std::string& word) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= word.size()) {
        const std::size_t end = std::min(word.find('-', begin), word.size());
        if (end > begin) parts.push_back(word.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

}  // namespace

struct NearMissSearch::State {
    const PackContent& pack;
    const Document& document;
    struct Entry {
        Text text;
        Sequence elements;
    };
    std::map<std::string, std::vector<Entry>> lists;
    std::map<std::string, std::vector<std::vector<std::uint64_t>>>
        forms;  // of ~words and words: folds of their parts
    std::map<std::string, match::Phrase> parsed;
    const Sentence* sentence = nullptr;
    bool loose = false;  // words stand for all their forms

    State(const PackContent& p, const Document& d) : pack(p), document(d) {
        for (const ListSpec& list : pack.lists) {
            for (const Text& entry : list.entries) {
                auto phrase = match::parse_phrase(entry.value);
                if (phrase.errors.empty())
                    lists[list.name.value].push_back({entry, std::move(phrase.phrase.elements)});
            }
        }
    }

    const match::Phrase& phrase(const std::string& text) {
        auto [at, fresh] = parsed.try_emplace(text);
        if (fresh) at->second = match::parse_phrase(text).phrase;
        return at->second;
    }

    // Ways to write a word, each as the folds of the tokens it makes.
    const std::vector<std::vector<std::uint64_t>>& ways(const Element& e) {
        const bool inflected = e.kind == ElementKind::inflected || loose;
        auto [at, fresh] = forms.try_emplace((inflected ? "~" : "") + e.text);
        if (!fresh) return at->second;
        for (const std::string& form :
             inflected ? match::inflections(e.text) : match::written_forms(e.text)) {
            const auto parts = hyphen_parts(form);
            std::string joined;
            std::vector<std::uint64_t> folds;
            for (const std::string& part : parts) {
                joined += part;
                folds.push_back(fold_hash(part));
            }
            at->second.push_back({fold_hash(joined)});
            if (folds.size() > 1) at->second.push_back(std::move(folds));
        }
        return at->second;
    }

    std::uint32_t end() const { return sentence->tokens.end; }

    // The tokens at which an element that begins at token t may end.
    void ends(const Element& e, std::uint32_t t, int depth, std::set<std::uint32_t>& out) {
        switch (e.kind) {
            case ElementKind::word:
            case ElementKind::inflected:
                for (const auto& folds : ways(e)) {
                    if (t + folds.size() > end()) continue;
                    bool same = true;
                    for (std::size_t i = 0; i < folds.size(); ++i)
                        same = same && document.tokens[t + i].fold == folds[i];
                    if (same) out.insert(t + static_cast<std::uint32_t>(folds.size()));
                }
                break;
            case ElementKind::list:
                if (depth < kDeepest) {
                    for (const Entry& entry : lists[e.text]) ends(entry.elements, 0, t, depth + 1, out);
                }
                break;
            case ElementKind::capture:
                if (t < end()) {
                    const auto& kinds = match::capture_kinds();
                    const auto kind = std::find(kinds.begin(), kinds.end(), e.text) - kinds.begin();
                    if (const auto q = text::read_quantity_as(static_cast<text::QuantityKind>(kind), document,
                                                              *sentence, t))
                        out.insert(q->tokens.end);
                }
                break;
            case ElementKind::choice:
                for (const Sequence& alternative : e.alternatives) ends(alternative, 0, t, depth, out);
                break;
            case ElementKind::gap:
                for (std::uint32_t k = 0; k <= e.gap && t + k <= end(); ++k) out.insert(t + k);
                break;
        }
    }

    void ends(const Sequence& sequence, std::size_t i, std::uint32_t t, int depth,
              std::set<std::uint32_t>& out) {
        if (i == sequence.size()) {
            out.insert(t);
            return;
        }
        std::set<std::uint32_t> after;
        ends(sequence[i], t, depth, after);
        for (const std::uint32_t next : after) ends(sequence, i + 1, next, depth, out);
    }

    Span bytes(std::uint32_t from, std::uint32_t to) const {
        if (from >= to) return {};
        return {document.tokens[from].begin, document.tokens[to - 1].span().end};
    }

    // Where an element may end that begins at token t, if each word may stand in any of its forms.
    std::set<std::uint32_t> loose_ends(const Element& e, std::uint32_t t) {
        std::set<std::uint32_t> to;
        loose = true;
        ends(e, t, 0, to);
        loose = false;
        return to;
    }

    std::string words(std::uint32_t from, std::uint32_t to) const {
        std::string out(slice(document.text(), bytes(from, to)));
        std::replace(out.begin(), out.end(), '\n', ' ');
        return out;
    }

    std::string other_form(const Element& e, std::uint32_t from, std::uint32_t to);
    std::string nearby(const Sequence& elements);
    std::optional<NearMiss> of_phrase(const Text& text);
    std::optional<NearMiss> of_near(const NearSpec& near);
};

namespace {

std::string written(const Text& phrase, const Sequence& elements, std::size_t i) {
    // Columns count characters; phrases are cut where the next element begins.
    const auto byte_of = [&](std::uint32_t column) {
        std::size_t at = 0;
        for (std::uint32_t c = 1; c < column && at < phrase.value.size(); ++c) {
            do {
                ++at;
            } while (at < phrase.value.size() &&
                     (static_cast<unsigned char>(phrase.value[at]) & 0xC0) == 0x80);
        }
        return at;
    };
    const std::size_t begin = byte_of(elements[i].column);
    const std::size_t end = i + 1 < elements.size() ? byte_of(elements[i + 1].column) : phrase.value.size();
    std::string out = phrase.value.substr(begin, end - begin);
    while (!out.empty() && (out.back() == ' ' || out.back() == '"')) out.pop_back();
    return out;
}

// What was done at one step on the way through a phrase.
struct Step {
    double cost = std::numeric_limits<double>::infinity();
    std::size_t element = 0;  // before the step
    std::uint32_t token = 0;
    enum class Kind { start, matched, gap, wide_gap, extra, missing, form } kind = Kind::start;
    int matched = 0;  // words that were found so far
};

// A sequence of plain words rewritten so that it finds these tokens too: `new ~starter`. Empty where the
// sequence is more than plain words.
std::string with_forms(const Sequence& elements, const std::vector<std::string>& tokens) {
    if (elements.size() != tokens.size()) return {};
    std::string out;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Element& e = elements[i];
        if (e.kind != ElementKind::word && e.kind != ElementKind::inflected) return {};
        const std::string base = match::common_base(e.text, tokens[i]);
        const bool same = e.kind == ElementKind::word && fold(e.text) == fold(tokens[i]);
        if (!same && base.empty()) return {};
        out += (i > 0 ? " " : "") + (same ? e.text : "~" + base);
    }
    return out;
}

std::string as_written(const Sequence& elements) {
    std::string out;
    for (const Element& e : elements) {
        const char* sign = e.kind == ElementKind::inflected ? "~" : e.kind == ElementKind::list ? "@" : "";
        if (e.kind == ElementKind::choice || e.kind == ElementKind::gap || e.kind == ElementKind::capture)
            return {};
        out += (out.empty() ? "" : " ") + (sign + e.text);
    }
    return out;
}

}  // namespace

// What to say about an element whose words stand there in another form.
std::string NearMissSearch::State::other_form(const Element& e, std::uint32_t from, std::uint32_t to) {
    std::vector<std::string> tokens;
    for (std::uint32_t t = from; t < to; ++t) tokens.push_back(words(t, t + 1));
    const std::string found = words(from, to);
    const auto said = [&](const char* who, const Sequence& elements) {
        const std::string better = with_forms(elements, tokens);
        const std::string has = as_written(elements);
        if (better.empty() || has.empty())
            return fmt::format("the text has “{}”; put ~ before the word", found);
        return fmt::format("the text has “{}”, {} `{}`; write `{}`", found, who, has, better);
    };
    const auto fits = [&](const Sequence& elements) {
        std::set<std::uint32_t> at;
        loose = true;
        ends(elements, 0, from, 1, at);
        loose = false;
        return at.count(to) != 0;
    };
    if (e.kind == ElementKind::list) {
        for (const Entry& entry : lists[e.text]) {
            if (!fits(entry.elements)) continue;
            return said("the list has", entry.elements) +
                   fmt::format(" ({}:{})", entry.text.place.file, entry.text.place.line);
        }
    }
    for (const Sequence& alternative : e.alternatives) {
        if (!alternative.empty() && fits(alternative)) return said("the phrase", alternative);
    }
    return said("the phrase", {e});
}

// Tells that what is missing stands in the sentence before or after; empty where it does not.
std::string NearMissSearch::State::nearby(const Sequence& elements) {
    const Sentence* const own = sentence;
    const auto index = static_cast<std::size_t>(own - document.sentences.data());
    std::string told;
    const auto look = [&](std::size_t s, const char* where) {
        if (!told.empty() || s >= document.sentences.size() || document.sentences[s].part != own->part)
            return;
        sentence = &document.sentences[s];
        for (std::uint32_t t = sentence->tokens.begin; t < sentence->tokens.end && told.empty(); ++t) {
            std::set<std::uint32_t> to;
            ends(elements, 0, t, 0, to);
            if (!to.empty() && *to.rbegin() > t)
                told = fmt::format(
                    "it stands in the sentence {}; phrases do not reach from one sentence to the next",
                    where);
        }
        sentence = own;
    };
    look(index + 1, "after this");
    if (index > 0) look(index - 1, "before");
    return told;
}

std::optional<NearMiss> NearMissSearch::State::of_phrase(const Text& text) {
    const Sequence& elements = phrase(text.value).elements;
    const std::size_t n = elements.size();
    const std::uint32_t first = sentence->tokens.begin;
    const std::uint32_t count = sentence->tokens.size();
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
            const double missing = is_small_word(e) ? kMissingSmallWord : kMissingWord;
            go(t, missing, Step::Kind::missing, 0);
            // Another word stands in its place.
            if (here.matched > 0 && t < count) go(t + 1, missing - kInItsPlace, Step::Kind::missing, 0);
            std::set<std::uint32_t> here_ends;
            if (t < count) ends(e, first + t, 0, here_ends);
            if (t < count && here_ends.empty()) {
                for (const std::uint32_t next : loose_ends(e, first + t)) {
                    if (next > first + t)
                        go(next - first, kOtherForm, Step::Kind::form, is_small_word(e) ? 0 : 1);
                }
            }
            const bool may_drift = here.matched > 0 && i > 0 && elements[i - 1].kind != ElementKind::gap;
            for (std::uint32_t k = 0; k <= (may_drift ? 4u : 0u) && t + k < count; ++k) {
                std::set<std::uint32_t> to;
                ends(e, first + t + k, 0, to);
                for (const std::uint32_t next : to) {
                    if (next == first + t + k && e.kind != ElementKind::choice) continue;
                    const int found = next > first + t + k ? (is_small_word(e) ? 0 : 1) : 0;
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
        TracedElement traced{written(text, elements, i), true, bytes(first + step.token, first + t), {}};
        const std::uint32_t between = t - step.token;
        switch (step.kind) {
            case Step::Kind::missing:
                traced.holds = false;
                traced.problem = between == 0 ? "is missing"
                                              : fmt::format("is missing: “{}” stands there",
                                                            slice(document.text(), traced.at));
                if (const std::string near = is_small_word(elements[i]) ? "" : nearby({elements[i]});
                    !near.empty())
                    traced.problem += "; " + near;
                traced.at = {};
                break;
            case Step::Kind::form:
                traced.holds = false;
                traced.problem = other_form(elements[i], first + step.token, first + t);
                break;
            case Step::Kind::wide_gap:
                traced.holds = false;
                traced.problem =
                    fmt::format("{} words stand here, {} > {}", between, between, elements[i].gap);
                break;
            case Step::Kind::extra: {
                std::uint32_t from = step.token;
                std::set<std::uint32_t> to;
                while (from < t) {
                    to.clear();
                    ends(elements[i], first + from, 0, to);
                    if (to.count(first + t) != 0 && from > step.token) break;
                    ++from;
                }
                traced.holds = false;
                traced.at = bytes(first + from, first + t);
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

std::optional<NearMiss> NearMissSearch::State::of_near(const NearSpec& near) {
    struct Party {
        std::string written;
        std::vector<const Sequence*> ways;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> at;  // tokens
    };
    std::vector<Party> entries;
    const auto find = [&](const Text& text, Party& entry) {
        const Sequence& elements = phrase(text.value).elements;
        entry.ways.push_back(&elements);
        for (std::uint32_t t = sentence->tokens.begin; t < sentence->tokens.end; ++t) {
            std::set<std::uint32_t> to;
            ends(elements, 0, t, 0, to);
            for (const std::uint32_t e : to) {
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
            for (std::uint32_t t = sentence->tokens.begin; t < sentence->tokens.end; ++t) {
                const auto to = loose_ends(way->front(), t);
                if (!to.empty() && *to.rbegin() > t) return other_form(way->front(), t, *to.rbegin());
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
            traced.at = bytes(nearest->first, nearest->second);
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
                const std::string told = nearby(*way);
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

NearMissSearch::NearMissSearch(const PackContent& pack, const Document& document)
    : state_(std::make_unique<State>(pack, document)) {}
NearMissSearch::~NearMissSearch() = default;

std::vector<NearMiss> NearMissSearch::of_rule(std::uint32_t rule, std::uint32_t sentence) {
    state_->sentence = &state_->document.sentences[sentence];
    const RuleSpec& spec = state_->pack.specs[rule];
    std::vector<NearMiss> found;
    const auto keep = [&](std::optional<NearMiss> miss) {
        if (!miss) return;
        miss->sentence = sentence;
        found.push_back(std::move(*miss));
    };
    for (const Text& text : spec.match) keep(state_->of_phrase(text));
    for (const NearSpec& near : spec.near) keep(state_->of_near(near));
    for (const MetricSpec& metric : spec.metrics) {
        for (const Text& text : metric.captures) keep(state_->of_phrase(text));
    }
    std::sort(found.begin(), found.end(),
              [](const NearMiss& a, const NearMiss& b) { return a.distance < b.distance; });
    if (found.size() > 1) found.resize(1);
    return found;
}

}  // namespace assay::rules
