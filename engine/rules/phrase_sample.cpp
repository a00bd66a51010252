#include "rules/phrase_sample.h"

#include <algorithm>

#include "match/inflect.h"

namespace assay::rules {

namespace {

constexpr int kDeepest = 6;  // of lists within lists

// Words of a capture; a second way of writing where there is one.
const std::vector<std::string>& capture_words(const std::string& kind) {
    static const std::map<std::string, std::vector<std::string>> words{
        {"percent", {"31.1%", "46 per cent"}},
        {"count", {"220", "twenty"}},
        {"ratio", {"21 of 106"}},
        {"duration", {"14 days", "six weeks"}},
        {"rate", {"12 per 100,000"}},
        {"money", {"£1.2 million", "£300"}},
    };
    static const std::vector<std::string> none{"220"};
    const auto found = words.find(kind);
    return found == words.end() ? none : found->second;
}

std::uint64_t mixed(std::uint64_t x) {  // splitmix64
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

struct PhraseSampler::Chooser {
    std::uint64_t n;
    bool plain;
    bool diagonal;
    std::uint64_t position = 0;

    std::size_t choose(std::size_t count) {
        if (count < 2) return 0;
        ++position;
        if (diagonal) return static_cast<std::size_t>(n % count);
        return static_cast<std::size_t>(mixed(n * 1000003 + position) % count);
    }
};

PhraseSampler::PhraseSampler(const std::vector<ListSpec>& lists) {
    for (const ListSpec& list : lists) {
        auto& entries = lists_[list.name.value];
        for (const Text& entry : list.entries) {
            auto parsed = match::parse_phrase(entry.value);
            if (parsed.errors.empty()) entries.push_back(std::move(parsed.phrase.elements));
        }
    }
}

const std::vector<std::string>& PhraseSampler::forms(const std::string& word) {
    auto [at, fresh] = forms_.try_emplace(word);
    if (fresh) at->second = match::inflections(word);
    return at->second;
}

const std::vector<match::Sequence>& PhraseSampler::entries(const std::string& list) {
    return lists_[list];
}

void PhraseSampler::write(const match::Sequence& sequence, Chooser& chooser, int depth, std::string& out) {
    const auto put = [&](const std::string& word) {
        if (!out.empty() && out.back() != ' ') out += ' ';
        out += word;
    };
    for (const match::Element& e : sequence) {
        switch (e.kind) {
            case match::ElementKind::word:
                put(e.text);
                break;
            case match::ElementKind::inflected: {
                const auto& all = forms(e.text);
                put(chooser.plain ? e.text : all[chooser.choose(all.size())]);
                break;
            }
            case match::ElementKind::list: {
                const auto& all = entries(e.text);
                if (all.empty() || depth > kDeepest) break;
                write(all[chooser.plain ? 0 : chooser.choose(all.size())], chooser, depth + 1, out);
                break;
            }
            case match::ElementKind::capture: {
                const auto& all = capture_words(e.text);
                put(all[chooser.plain ? 0 : chooser.choose(all.size())]);
                break;
            }
            case match::ElementKind::gap: {
                const std::size_t words = chooser.plain ? 0 : chooser.choose(2) * e.gap;
                for (std::size_t i = 0; i < words; ++i) put("blah");
                break;
            }
            case match::ElementKind::choice:
                write(e.alternatives[chooser.choose(e.alternatives.size())], chooser, depth, out);
                break;
        }
    }
}

std::string PhraseSampler::sample(const match::Phrase& phrase, std::uint64_t n, bool plain) {
    Chooser chooser{n, plain, n < breadth(phrase, plain)};
    std::string out;
    write(phrase.elements, chooser, 0, out);
    return out;
}

std::uint64_t PhraseSampler::breadth(const match::Phrase& phrase, bool plain) {
    return breadth(phrase.elements, plain, 0);
}

std::uint64_t PhraseSampler::breadth(const match::Sequence& sequence, bool plain, int depth) {
    std::uint64_t most = 1;
    for (const match::Element& e : sequence) {
        if (e.kind == match::ElementKind::choice) {
            most = std::max<std::uint64_t>(most, e.alternatives.size());
            for (const auto& alternative : e.alternatives)
                most = std::max(most, breadth(alternative, plain, depth));
        }
        if (plain) continue;
        if (e.kind == match::ElementKind::inflected)
            most = std::max<std::uint64_t>(most, forms(e.text).size());
        if (e.kind == match::ElementKind::gap || e.kind == match::ElementKind::capture)
            most = std::max<std::uint64_t>(most, 2);
        if (e.kind == match::ElementKind::list && depth <= kDeepest) {
            most = std::max<std::uint64_t>(most, entries(e.text).size());
            for (const auto& entry : entries(e.text)) most = std::max(most, breadth(entry, plain, depth + 1));
        }
    }
    return most;
}

std::uint64_t PhraseSampler::variety(const match::Phrase& phrase, std::uint64_t most) {
    return variety(phrase.elements, most, 0);
}

std::uint64_t PhraseSampler::variety(const match::Sequence& sequence, std::uint64_t most, int depth) {
    std::uint64_t product = 1;
    for (const match::Element& e : sequence) {
        std::uint64_t here = 1;
        switch (e.kind) {
            case match::ElementKind::word:
                break;
            case match::ElementKind::inflected:
                here = forms(e.text).size();
                break;
            case match::ElementKind::capture:
                here = capture_words(e.text).size();
                break;
            case match::ElementKind::gap:
                here = 2;
                break;
            case match::ElementKind::choice:
                here = 0;
                for (const auto& alternative : e.alternatives) here += variety(alternative, most, depth);
                break;
            case match::ElementKind::list:
                if (depth > kDeepest) break;
                here = 0;
                for (const auto& entry : entries(e.text)) here += variety(entry, most, depth + 1);
                break;
        }
        product = std::min(most, product * std::max<std::uint64_t>(here, 1));
    }
    return product;
}

}  // namespace assay::rules
