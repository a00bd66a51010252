#include "match/inflect.h"

#include <algorithm>
#include <array>

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

}  // namespace

std::vector<std::string> inflections(std::string_view word) {
    // Only the last part of a hyphenated word is inflected.
    const std::size_t hyphen = word.rfind('-');
    const std::string head = hyphen == std::string_view::npos ? "" : std::string(word.substr(0, hyphen + 1));
    const std::string base = fold(hyphen == std::string_view::npos ? word : word.substr(hyphen + 1));
    std::vector<std::string> forms{base};
    const auto found = std::lower_bound(kIrregular.begin(), kIrregular.end(), std::string_view(base),
                                        [](const Irregular& i, std::string_view b) { return i.base < b; });
    if (base.empty()) return {std::string(word)};
    if (found != kIrregular.end() && found->base == base) {
        std::string_view rest = found->forms;
        while (!rest.empty()) {
            const std::size_t blank = std::min(rest.find(' '), rest.size());
            forms.emplace_back(rest.substr(0, blank));
            rest.remove_prefix(std::min(blank + 1, rest.size()));
        }
    } else {
        regular(base, forms);
    }
    for (std::string& form : forms) form = head + form;
    std::sort(forms.begin() + 1, forms.end());
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    return forms;
}

}  // namespace assay::match
