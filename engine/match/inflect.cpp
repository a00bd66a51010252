#include "match/inflect.h"

#include <algorithm>
#include <array>
#include <utility>

#include "assay/document.h"

namespace assay::match {

namespace {

struct Irregular {
    std::string_view base;
    std::string_view forms;  // separated by blanks; the base is not repeated
};

// Words whose forms the rules below would get wrong. Sorted by base.
constexpr std::array kIrregular = std::to_array<Irregular>({
    {"analysis", "analyses"},
    {"arise", "arises arose arisen arising"},
    {"be", "am is are was were been being"},
    {"become", "becomes became becoming"},
    {"begin", "begins began begun beginning"},
    {"benefit", "benefits benefit benefited benefitted benefiting benefitting"},
    {"break", "breaks broke broken breaking"},
    {"bring", "brings brought bringing"},
    {"build", "builds built building"},
    {"buy", "buys bought buying"},
    {"catch", "catches caught catching"},
    {"child", "children childs childrens"},
    {"choose", "chooses chose chosen choosing"},
    {"come", "comes came coming"},
    {"cost", "costs costing"},
    {"crisis", "crises"},
    {"criterion", "criteria"},
    {"cut", "cuts cutting"},
    {"deal", "deals dealt dealing"},
    {"do", "does did done doing"},
    {"draw", "draws drew drawn drawing"},
    {"drive", "drives drove driven driving"},
    {"fall", "falls fell fallen falling"},
    {"feed", "feeds fed feeding"},
    {"feel", "feels felt feeling"},
    {"find", "finds found finding"},
    {"focus", "focuses focusses focused focussed focusing focussing"},
    {"get", "gets got gotten getting"},
    {"give", "gives gave given giving"},
    {"go", "goes went gone going"},
    {"grow", "grows grew grown growing"},
    {"have", "has had having"},
    {"hear", "hears heard hearing"},
    {"hit", "hits hitting"},
    {"hold", "holds held holding"},
    {"keep", "keeps kept keeping"},
    {"know", "knows knew known knowing"},
    {"label", "labels labelled labeled labelling labeling"},
    {"lead", "leads led leading"},
    {"learn", "learns learned learnt learning"},
    {"leave", "leaves left leaving"},
    {"let", "lets letting"},
    {"lose", "loses lost losing"},
    {"make", "makes made making"},
    {"man", "men mans mens"},
    {"mean", "means meant meaning"},
    {"meet", "meets met meeting"},
    {"overcome", "overcomes overcame overcoming"},
    {"oversee", "oversees oversaw overseen overseeing"},
    {"pay", "pays paid paying"},
    {"person", "people persons peoples"},
    {"put", "puts putting"},
    {"read", "reads reading"},
    {"rise", "rises rose risen rising"},
    {"run", "runs ran running"},
    {"say", "says said saying"},
    {"see", "sees saw seen seeing"},
    {"seek", "seeks sought seeking"},
    {"sell", "sells sold selling"},
    {"send", "sends sent sending"},
    {"set", "sets setting"},
    {"show", "shows showed shown showing"},
    {"shut", "shuts shutting"},
    {"sit", "sits sat sitting"},
    {"speak", "speaks spoke spoken speaking"},
    {"spend", "spends spent spending"},
    {"spread", "spreads spreading"},
    {"stand", "stands stood standing"},
    {"strive", "strives strove striven strived striving"},
    {"take", "takes took taken taking"},
    {"teach", "teaches taught teaching"},
    {"tell", "tells told telling"},
    {"think", "thinks thought thinking"},
    {"thrive", "thrives thrived throve thriving"},
    {"undergo", "undergoes underwent undergone undergoing"},
    {"understand", "understands understood understanding"},
    {"undertake", "undertakes undertook undertaken undertaking"},
    {"uphold", "upholds upheld upholding"},
    {"win", "wins won winning"},
    {"withdraw", "withdraws withdrew withdrawn withdrawing"},
    {"woman", "women womans womens"},
    {"write", "writes wrote written writing"},
});

// Two-syllable verbs stressed on the last syllable double their consonant; listing them is more
// honest than guessing the stress.
constexpr std::array<std::string_view, 22> kDoubling{
    "admit",  "commit", "compel", "control", "defer",  "embed",   "equip",  "excel",
    "forget", "incur",  "occur",  "omit",    "permit", "plan",    "prefer", "propel",
    "recur",  "refer",  "regret", "remit",   "submit", "transfer"};

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool ends_with(std::string_view word, std::string_view ending) {
    return word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending;
}

bool doubles(std::string_view w) {
    if (std::find(kDoubling.begin(), kDoubling.end(), w) != kDoubling.end()) return true;
    const std::size_t n = w.size();
    if (n < 3 || n > 4) {
        // British spelling: travelled, counselled, modelled, signalled.
        return n > 4 && ends_with(w, "el") && !is_vowel(w[n - 3]);
    }
    const char last = w[n - 1];
    if (is_vowel(last) || last == 'w' || last == 'x' || last == 'y' || last == 'h') return false;
    return is_vowel(w[n - 2]) && !is_vowel(w[n - 3]);
}

void regular(const std::string& w, std::vector<std::string>& out) {
    const std::size_t n = w.size();
    const char last = w[n - 1];
    const char before = n > 1 ? w[n - 2] : ' ';
    if (last == 'y' && !is_vowel(before)) {
        const std::string stem = w.substr(0, n - 1);
        out.insert(out.end(), {stem + "ies", stem + "ied", w + "ing", w + "s"});
    } else if (last == 'e') {
        const std::string stem = w.substr(0, n - 1);
        out.insert(out.end(), {w + "s", w + "d"});
        out.push_back(before == 'e' || before == 'y' || before == 'o' ? w + "ing" : stem + "ing");
    } else if (ends_with(w, "s") || ends_with(w, "x") || ends_with(w, "z") || ends_with(w, "ch") ||
               ends_with(w, "sh")) {
        out.insert(out.end(), {w + "es", w + "ed", w + "ing"});
    } else {
        out.push_back(w + "s");
        if (last == 'o') out.push_back(w + "es");
        const std::string stem = doubles(w) ? w + last : w;
        out.insert(out.end(), {stem + "ed", stem + "ing"});
        if (ends_with(w, "lf") || ends_with(w, "af")) out.push_back(w.substr(0, n - 1) + "ves");
    }
}

// Words that look inflected and are not, or that are things one counts (meeting, meetings): their own
// forms are meant. Sorted.
constexpr auto kOwnBase = std::to_array<std::string_view>(
    {"always",       "anything",     "atlas",     "beginning", "being",         "besides",
     "bias",         "briefing",     "building",  "canvas",    "ceiling",       "christmas",
     "clothing",     "dwelling",     "during",    "economics", "ending",        "ethics",
     "evening",      "everything",   "failing",   "feeling",   "finding",       "found",
     "funding",      "gas",          "gathering", "grading",   "grouping",      "hatred",
     "heading",      "headquarters", "hearing",   "housing",   "hundred",       "kindred",
     "king",         "learning",     "left",      "lens",      "listing",       "logistics",
     "mathematics",  "meaning",      "means",     "meeting",   "missing",       "morning",
     "naked",        "news",         "nothing",   "nursing",   "offering",      "opening",
     "outstanding",  "overseas",     "people",    "perhaps",   "planning",      "politics",
     "proceeding",   "rating",       "reading",   "recording", "ring",          "sacred",
     "safeguarding", "saving",       "screening", "series",    "setting",       "shed",
     "sibling",      "sing",         "something", "species",   "spelling",      "spending",
     "spring",       "staffing",     "standing",  "sting",     "string",        "swing",
     "thing",        "timing",       "towards",   "training",  "understanding", "upbringing",
     "warning",      "wellbeing",    "whereas",   "wicked",    "wing",          "yes"});

const Irregular* irregular(std::string_view base) {
    const auto found = std::lower_bound(kIrregular.begin(), kIrregular.end(), base,
                                        [](const Irregular& i, std::string_view b) { return i.base < b; });
    return found != kIrregular.end() && found->base == base ? &*found : nullptr;
}

template <class Each>
void each_form(const Irregular& word, const Each& each) {
    for (std::string_view rest = word.forms; !rest.empty();) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        each(rest.substr(0, blank));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
}

// The forms of a base, the base first.
std::vector<std::string> forms_of(const std::string& base) {
    std::vector<std::string> forms{base};
    if (const Irregular* word = irregular(base)) {
        each_form(*word, [&](std::string_view form) { forms.emplace_back(form); });
    } else {
        regular(base, forms);
    }
    return forms;
}

bool has(const std::vector<std::string>& forms, std::string_view form) {
    return std::find(forms.begin(), forms.end(), form) != forms.end();
}

bool could_be_a_word(std::string_view stem) {
    return stem.size() >= 3 &&
           std::any_of(stem.begin(), stem.end(), [](char c) { return is_vowel(c) || c == 'y'; });
}

// What is left of a verb's -ed or -ing: answer(ed), improv(ed), plann(ed), stud(ied).
void verbs(const std::string& stem, std::vector<std::string>& out) {
    const std::size_t n = stem.size();
    if (n >= 4 && stem[n - 1] == stem[n - 2] && !is_vowel(stem[n - 1])) {
        const std::string single = stem.substr(0, n - 1);
        const std::string_view kept = "lsfz";  // called, passed, staffed: their letters are doubled anyway
        if (doubles(single)) out.push_back(single);
        if (doubles(single) && kept.find(stem.back()) == std::string_view::npos) return;
    }
    const std::string likely = whole_word(stem);
    out.push_back(likely);
    out.push_back(likely == stem ? stem + 'e' : stem);
}

// Bases of which a folded word without hyphens could be a form; empty where it is a base itself.
std::vector<std::string> bases_of(const std::string& word) {
    if (irregular(word) != nullptr || std::binary_search(kOwnBase.begin(), kOwnBase.end(), word) ||
        std::find(kDoubling.begin(), kDoubling.end(), word) != kDoubling.end())
        return {};
    std::vector<std::string> bases;
    for (const Irregular& candidate : kIrregular) {
        if (candidate.forms.find(word) == std::string_view::npos) continue;
        each_form(candidate, [&](std::string_view form) {
            if (form == word && (bases.empty() || bases.back() != candidate.base))
                bases.emplace_back(candidate.base);
        });
    }
    if (!bases.empty()) return bases;
    const std::size_t n = word.size();
    const auto without = [&](std::size_t letters) { return word.substr(0, n - letters); };
    if (ends_with(word, "ies") && n > 4) {
        bases.push_back(without(3) + 'y');
    } else if (ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "ches") ||
               ends_with(word, "shes") || ends_with(word, "zzes")) {
        bases.push_back(without(2));
    } else if (ends_with(word, "s") && !ends_with(word, "ss") && !ends_with(word, "us") &&
               !ends_with(word, "is")) {
        bases.push_back(without(1));
    } else if (ends_with(word, "ied") && n > 4) {
        bases.push_back(without(3) + 'y');
    } else if (ends_with(word, "eed")) {
        if (ends_with(word, "greed") || ends_with(word, "anteed")) bases.push_back(without(1));
    } else if (ends_with(word, "ed")) {
        verbs(without(2), bases);
    } else if (ends_with(word, "ing")) {
        verbs(without(3), bases);
    }
    std::erase_if(bases,
                  [&](const std::string& b) { return !could_be_a_word(b) || !has(forms_of(b), word); });
    return bases;
}

// A hyphenated word is inflected in its last part.
std::pair<std::string, std::string> parts_of(std::string_view word) {
    const std::size_t hyphen = word.rfind('-');
    if (hyphen == std::string_view::npos) return {"", fold(word)};
    return {std::string(word.substr(0, hyphen + 1)), fold(word.substr(hyphen + 1))};
}

}  // namespace

std::vector<std::string> inflections(std::string_view word) {
    const auto [head, last] = parts_of(word);
    if (last.empty()) return {std::string(word)};
    std::vector<std::string> forms{last};
    const std::vector<std::string> bases = bases_of(last);
    for (const std::string& base : bases.empty() ? std::vector<std::string>{last} : bases) {
        const auto more = forms_of(base);
        forms.insert(forms.end(), more.begin(), more.end());
    }
    for (std::string& form : forms) form = head + form;
    std::sort(forms.begin() + 1, forms.end());
    forms.erase(std::unique(forms.begin() + 1, forms.end()), forms.end());
    const std::string itself = forms.front();
    forms.erase(std::remove(forms.begin() + 1, forms.end(), itself), forms.end());
    return forms;
}

std::string common_base(std::string_view one, std::string_view other) {
    const auto [head, a] = parts_of(one);
    const auto [other_head, b] = parts_of(other);
    if (fold(head) != fold(other_head) || a.empty() || b.empty()) return {};
    if (has(forms_of(a), b) && bases_of(a).empty()) return head + a;
    if (has(forms_of(b), a) && bases_of(b).empty()) return head + b;
    const auto bases = bases_of(b);
    for (const std::string& base : bases_of(a)) {
        if (has(bases, base)) return head + base;
    }
    if (has(forms_of(a), b)) return head + a;
    if (has(forms_of(b), a)) return head + b;
    return {};
}

std::string whole_word(std::string stem) {
    for (const std::string_view end : {"s", "v", "c", "g", "u", "z", "at", "id", "ir", "ur", "ar"}) {
        if (ends_with(stem, end) && !ends_with(stem, "ss")) return stem + "e";
    }
    return stem;
}

std::vector<std::string> written_forms(std::string_view word) {
    std::string digits;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] == ',') continue;
        if (word[i] < '0' || word[i] > '9') return {std::string(word)};
        digits += word[i];
    }
    if (digits.size() < 4) return {std::string(word)};
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) grouped += ',';
        grouped += digits[i];
    }
    return {digits, grouped};
}

std::vector<std::string> split_hyphens(const std::string& word) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= word.size()) {
        const std::size_t hyphen = std::min(word.find('-', begin), word.size());
        if (hyphen > begin) parts.push_back(word.substr(begin, hyphen - begin));
        begin = hyphen + 1;
    }
    return parts;
}

}  // namespace assay::match
