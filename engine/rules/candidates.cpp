#include "rules/candidates.h"

#include <algorithm>

#include "core/stopwatch.h"

namespace assay::rules {

using match::Match;

void Candidates::collect(const PackContent& pack, const Document& document, const DocumentMatches& matches,
                         bool drafts, std::vector<RuleCost>* costs) {
    pack_ = &pack;
    document_ = &document;
    matches_ = &matches;
    costs_ = costs;
    candidates_.clear();
    next_.clear();
    rules_.assign(pack.rules.size() / 64 + 1, 0);
    chains_.resize(pack.rules.size());
    made_.clear();
    exceptions_.clear();
    exception_begins_.clear();
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
        exception_begins_.push_back(static_cast<std::uint32_t>(exceptions_.size()));
        if (matches.begins[s] != matches.begins[s + 1]) collect_sentence(s, drafts);
    }
    exception_begins_.push_back(static_cast<std::uint32_t>(exceptions_.size()));
    for (const std::uint32_t r : pack.regex_rules) {
        if (is_wanted(pack.rules[r], drafts)) regex(r);
    }
}

void Candidates::gather(std::uint32_t rule) {
    of_rule_.clear();
    const Chain chain = chains_[rule];
    for (std::uint32_t at = chain.first;; at = next_[at]) {
        of_rule_.push_back(candidates_[at]);
        if (at == chain.last) break;
    }
    // Sentences come in order, matches within them mostly.
    const auto in_order = [this](const Candidate& a, const Candidate& b) {
        if (a.sentence != b.sentence) return a.sentence < b.sentence;
        const Match& first = match_of(a);
        const Match& second = match_of(b);
        return first.begin != second.begin ? first.begin < second.begin : first.end > second.end;
    };
    if (of_rule_.size() > 1 && !std::is_sorted(of_rule_.begin(), of_rule_.end(), in_order))
        std::stable_sort(of_rule_.begin(), of_rule_.end(), in_order);
}

void Candidates::collect_sentence(std::uint32_t s, bool drafts) {
    near_rules_.clear();
    for (std::uint32_t i = matches_->begins[s]; i < matches_->begins[s + 1]; ++i) {
        const Match& m = matches_->matches[i];
        const std::span<const PhraseUse> uses = pack_->uses[m.phrase];
        for (std::uint32_t u = 0; u < uses.size(); ++u) {
            const PhraseUse& use = uses[u];
            switch (use.role) {
                case PhraseUse::Role::match:
                    if (is_wanted(pack_->rules[use.owner], drafts)) add(use.owner, s, i);
                    break;
                case PhraseUse::Role::metric:
                    if (is_wanted(pack_->rules[use.owner], drafts)) add(use.owner, s, i, u);
                    break;
                case PhraseUse::Role::near_all:
                    if (use.entry == 0 && is_wanted(pack_->rules[use.owner], drafts))
                        near_rules_.push_back({use.owner, use.part});
                    break;
                case PhraseUse::Role::except:
                    exceptions_.push_back({&use, &m});
                    break;
                default:
                    break;
            }
        }
    }
    std::sort(near_rules_.begin(), near_rules_.end());
    near_rules_.erase(std::unique(near_rules_.begin(), near_rules_.end()), near_rules_.end());
    for (const auto& [r, n] : near_rules_) near(r, n, s);
}

void Candidates::add(std::uint32_t rule, std::uint32_t sentence, std::uint32_t match, std::uint32_t metric) {
    const auto at = static_cast<std::uint32_t>(candidates_.size());
    make_room(candidates_);
    make_room(next_);
    candidates_.push_back({rule, sentence, match, metric});
    next_.push_back(at);
    const std::uint64_t bit = std::uint64_t{1} << rule % 64;
    Chain& chain = chains_[rule];
    if ((rules_[rule / 64] & bit) == 0) {
        rules_[rule / 64] |= bit;
        chain.first = at;
    } else {
        next_[chain.last] = at;
    }
    chain.last = at;
}

void Candidates::add_made(std::uint32_t rule, std::uint32_t sentence, const Match& m) {
    add(rule, sentence, static_cast<std::uint32_t>(matches_->matches.size() + made_.size()));
    made_.push_back(m);
}

std::uint64_t* Candidates::time_of(std::uint32_t rule) const {
    return costs_ == nullptr ? nullptr : &(*costs_)[rule].nanoseconds;
}

// The tightest place where all the entries stand together.
void Candidates::near(std::uint32_t r, std::uint32_t n, std::uint32_t s) {
    const Stopwatch watch(time_of(r));
    const NearSpec& spec = pack_->specs[r].near[n];
    const std::size_t entries = spec.all.size() + (spec.any.empty() ? 0 : 1);
    std::vector<std::pair<Match, std::size_t>> found;  // a match and the entry it serves
    for (std::uint32_t i = matches_->begins[s]; i < matches_->begins[s + 1]; ++i) {
        for (const PhraseUse& use : pack_->uses[matches_->matches[i].phrase]) {
            if (use.owner != r || use.part != n) continue;
            if (use.role == PhraseUse::Role::near_all) found.emplace_back(matches_->matches[i], use.entry);
            if (use.role == PhraseUse::Role::near_any)
                found.emplace_back(matches_->matches[i], spec.all.size());
        }
    }
    const auto within = static_cast<std::uint32_t>(spec.within);
    for (std::size_t first = 0; first < found.size(); ++first) {
        std::vector<const Match*> chosen(entries, nullptr);
        std::size_t have = 0;
        std::uint32_t end = found[first].first.end;
        for (std::size_t k = first; k < found.size() && have < entries; ++k) {
            const Match& m = found[k].first;
            const auto& start = found[first].first;
            if (m.begin > start.end + within) break;
            if (chosen[found[k].second] != nullptr) continue;
            chosen[found[k].second] = &m;
            end = std::max(end, m.end);
            ++have;
        }
        if (have < entries) continue;
        Match whole{found[first].first.phrase, found[first].first.begin, end, 0};
        for (const Match* m : chosen) {
            for (std::uint32_t t = m->begin; t < m->end && t - whole.begin < 64; ++t) {
                whole.consumed |= std::uint64_t{1} << (t - whole.begin);
            }
        }
        add_made(r, s, whole);
        return;
    }
}

void Candidates::regex(std::uint32_t r) {
    const Stopwatch watch(time_of(r));
    for (std::uint32_t s = 0; s < document_->sentences.size(); ++s) {
        const Sentence& sentence = document_->sentences[s];
        const std::string_view text = slice(document_->text(), sentence.bytes);
        for (const auto& pattern : pack_->rules[r].regexes) {
            re2::StringPiece hit;
            if (!pattern->Match({text.data(), text.size()}, 0, text.size(), RE2::UNANCHORED, &hit, 1) ||
                hit.empty())
                continue;
            const auto begin = sentence.bytes.begin + static_cast<std::uint32_t>(hit.data() - text.data());
            const auto end = begin + static_cast<std::uint32_t>(hit.size());
            Match m{0, sentence.tokens.end, 0, ~std::uint64_t{0}};
            for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
                if (!document_->tokens[t].span().overlaps({begin, end})) continue;
                m.begin = std::min(m.begin, t);
                m.end = t + 1;
            }
            if (m.begin < m.end) add_made(r, s, m);
        }
    }
}

const PhraseUse* Candidates::exception_at(std::uint32_t rule, std::uint32_t sentence, const Match& m) const {
    for (std::uint32_t i = exception_begins_[sentence]; i < exception_begins_[sentence + 1]; ++i) {
        const auto& [use, at] = exceptions_[i];
        if (use->owner == rule && at->begin < m.end && m.begin < at->end) return use;
    }
    return nullptr;
}

void Candidates::give_back() {
    if (candidates_.capacity() > kLargeMany) *this = Candidates();
}

}  // namespace assay::rules
