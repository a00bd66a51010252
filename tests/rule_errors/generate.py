#!/usr/bin/env python3
"""Writes the seeded mistakes: each case is a sound rule file with one mistake put in, and what must be told about it.

    generate.py            writes cases/NAME.yaml, cases/NAME.lua and cases/NAME.expect

An .expect file has a line for each diagnostic: `LINE CODE [the word suggested]`. The first is the mistake itself; others follow
from it and are told as well (a misspelt `level` also means that the rule has no level)."""
import pathlib

here = pathlib.Path(__file__).resolve().parent

SOUND = '''lists:
  streets: lanes, squares
groups:
  places: {title: Places, cap: 3}
cues:
  - kind: partial
    direction: forward
    within: 4
    factor: 0.5
    applies_to: strengths
    phrases: some of
rules:
  - id: case.heard
    title: Residents are heard
    statement: learning
    level: 3
    points: 2
    group: places
    status: active
    about: {author: me, since: 2026-11, rationale: Voices count, source: page 3}
    where: {section: [key-findings], not_section: [commitment], speaker: {default: 1, leaders: 0.7}}
    match: |
      ~hear @helpers in @streets
      views of [tenants|owners] *3 ~shape
    near: {all: ["@helpers", "~praise"], within: 8}
    metric: {capture: "{percent} of tenants were content", test: ">= 90", better: higher}
    all: {in: sentence, phrases: "[tenants|helpers|carers|owners]"}
    none: {in: paragraph, phrases: "@planned"}
    except:
      - phrase: views of tenants would shape
        example: Views of tenants would shape it.
    context: {negation: drop, partial: 0.6}
    limit: {per_document: 4, per_paragraph: 1}
    examples:
      match:
        - Officers heard carers in lanes.
      no_match:
        - Officers walked in lanes.
        - {text: They never heard carers in lanes., blocked_by: negation}
  - id: case.both
    title: Both together
    level: 4
    points: 3
    about: {rationale: The two belong together}
    combine: {all: [case.heard, base.listens], none: [base.ignores]}
    examples:
      match: ["Officers heard carers in lanes. Managers listened to carers."]
      no_match: [Officers heard carers in lanes.]
  - id: case.more
    extends: case.heard
    title: Heard more
    match: tenants were heard
'''

LUA = '''local helper = phrase "@helpers"
local praise = phrase [[
  ~praise
  well [liked|loved]
]]

return rule {
  id = "case.script",
  title = "Helpers are praised often",
  statement = "learning",
  level = 3,
  points = 2,
  about = { rationale = "Praise that recurs means more" },
  trigger = helper,
  evaluate = function(doc, out)
    local found = {}
    for s in doc:sentences() do
      local hit = s:find(helper)
      if hit and s:near(hit, praise, 6) then found[#found + 1] = hit end
    end
    out:need("helpers praised", #found, ">=", 2)
    if out:met() then out:vote { cite = found, strength = 1 } end
  end,
  examples = {
    match = { "Carers were praised. Volunteers were well liked." },
    no_match = { "Carers were praised." },
  },
}
'''

cases = []


def case(name, old, new, code, suggestion=None, also=(), text=SOUND, extension="yaml", shift=0, line=None):
    """One mistake: `old` (which must be there once) becomes `new`; it is told at the line where `new` begins, plus `shift`."""
    assert text.count(old) >= 1, (name, old)
    at = text.index(old)
    broken = text[:at] + new + text[at + len(old):]
    # The line of the first character that differs.
    first = next((i for i, (a, b) in enumerate(zip(text, broken)) if a != b), min(len(text), len(broken)))
    number = line or broken.count("\n", 0, first) + 1 + shift
    cases.append((name, broken, extension, [(number, code, suggestion)] + list(also)))


def line_of(text, part):
    return text.count("\n", 0, text.index(part)) + 1


# --- keys misspelt ------------------------------------------------------------------------------
for right, wrongs in {
    "title": ["titel", "tittle", "Title"],
    "statement": ["statment", "statements", "satement"],
    "level": ["levl", "leval", "lvel"],
    "points": ["pionts", "point", "pints"],
    "group": ["gruop", "groups"],
    "status": ["staus", "stauts"],
    "about": ["abuot", "abot"],
    "where": ["were", "wheres", "whre"],
    "match": ["mach", "matches", "mtach"],
    "near": ["naer", "nears"],
    "metric": ["metrics", "metirc"],
    "none": ["non", "nonne"],
    "except": ["exept", "excepts", "expect"],
    "context": ["contxt", "contexts"],
    "limit": ["limits", "limti"],
    "examples": ["exmaples", "example", "exampels"],
}.items():
    for wrong in wrongs:
        case(f"key-{right}-{wrong.lower()}", f"\n    {right}:", f"\n    {wrong}:", "R001", right)
case("key-id-idd", "\n  - id: case.more", "\n  - idd: case.more", "R001", "id")
case("key-extends-extend", "\n    extends:", "\n    extend:", "R001", "extends",
     [(line_of(SOUND, "- id: case.more"), "R007", None)] * 2)
case("key-combine-combines", "\n    combine:", "\n    combines:", "R001", "combine")
for right, wrong, also in [
    ("author", "auhtor", []), ("since", "sinse", []), ("rationale", "rational", []), ("rationale", "rationnale", []), ("source", "sorce", []),
    ("section", "secton", []), ("section", "sections", []), ("not_section", "not-section", []), ("not_section", "notsection", []), ("speaker", "speakers", []),
    ("within", "witin", []), ("within", "whithin", []), ("per_document", "per_documents", []), ("per_document", "perdocument", []),
    ("per_paragraph", "per_paragaph", []), ("better", "beter", []), ("in", "im", []), ("negation", "negated", []), ("negation", "negaton", []),
]:
    case(f"nested-{right}-{wrong}", f"{right}:", f"{wrong}:", "R001", right, also)
case("nested-capture-capure", "capture:", "capure:", "R001", "capture")
case("nested-test-tets", "test:", "tets:", "R001", "test")
case("nested-phrases-phrase", "all: {in: sentence, phrases:", "all: {in: sentence, phrase:", "R001", "phrases")
case("nested-phrase-phrases", "- phrase: views", "- phrases: views", "R001", "phrase")
case("nested-example-exemple", "        example: Views", "        exemple: Views", "R001", "example")
case("nested-no_match-nomatch", "      no_match:\n        - Officers walked", "      nomatch:\n        - Officers walked", "R001", "no_match")
case("nested-no_match-no-match", "      no_match:\n        - Officers walked", "      no-match:\n        - Officers walked", "R001", "no_match")
case("nested-blocked_by-blockedby", "blocked_by:", "blockedby:", "R001", "blocked_by")
case("nested-blocked_by-blocked", "blocked_by:", "blocked:", "R001", "blocked_by")
case("cue-kind-knid", "- kind: partial", "- knid: partial", "R001", "kind")
case("cue-direction-diretion", "    direction:", "    diretion:", "R001", "direction")
case("cue-within-witihn", "    within: 4", "    witihn: 4", "R001", "within")
case("cue-factor-facotr", "    factor: 0.5", "    facotr: 0.5", "R001", "factor")
case("cue-applies_to-applys_to", "    applies_to:", "    applys_to:", "R001", "applies_to")
case("cue-phrases-phrase", "    phrases: some of", "    phrase: some of", "R001", "phrases")
case("group-cap-caps", "cap: 3", "caps: 3", "R001", "cap")
case("group-title-titl", "{title: Places", "{titl: Places", "R001", "title")
case("top-rules-rule", "\nrules:", "\nrule:", "R001", "rules", [])
case("top-lists-list", "lists:\n  streets", "list:\n  streets", "R001", "lists", [(line_of(SOUND, "~hear @helpers"), "P002", None)])
case("top-groups-group", "groups:\n", "group:\n", "R001", "groups", [(line_of(SOUND, "    group: places"), "R015", None), ])
case("top-cues-cue", "cues:\n", "cue:\n", "R001", "cues")
case("combine-all-al", "combine: {all:", "combine: {al:", "R001", "all")
case("combine-none-nonne", "], none: [base", "], nonne: [base", "R001", "none")

# --- words misspelt -----------------------------------------------------------------------------
for right, wrong in [("active", "activ"), ("active", "actve")]:
    case(f"word-status-{wrong}", f"status: {right}", f"status: {wrong}", "R005", right)
case("word-status-drat", "status: active", "status: drat", "R005", "draft")
for wrong in ["sentense", "sentance", "sentences"]:
    case(f"word-in-{wrong}", "in: sentence", f"in: {wrong}", "R005", "sentence")
case("word-in-paragaph", "in: paragraph", "in: paragaph", "R005", "paragraph")
case("word-better-heigher", "better: higher", "better: heigher", "R005", "higher")
for wrong in ["negaton", "negations"]:
    case(f"word-blocked_by-{wrong}", "blocked_by: negation", f"blocked_by: {wrong}", "R005", "negation")
case("word-blocked_by-excpet", "blocked_by: negation", "blocked_by: excpet", "R005", "except")
case("word-kind-partail", "- kind: partial", "- kind: partail", "R005", "partial")
case("word-kind-quantifer", "- kind: partial", "- kind: quantifer", "R005", "quantifier")
case("word-direction-foward", "direction: forward", "direction: foward", "R005", "forward")
case("word-direction-backwards", "direction: forward", "direction: backwards", "R005", "backward")
case("word-applies_to-strenghts", "applies_to: strengths", "applies_to: strenghts", "R005", "strengths")
case("word-context-dropp", "negation: drop", "negation: dropp", "R005", "drop")
case("word-context-filp", "negation: drop", "negation: filp", "R005", "flip")
for wrong in ["learnin", "lerning", "learing"]:
    case(f"word-statement-{wrong}", "statement: learning", f"statement: {wrong}", "R016", "learning")
case("word-statement-safegaurding", "statement: learning", "statement: [learning, safegaurding]", "R016", "safeguarding")
for wrong in ["key-finding", "keyfindings", "key_findings"]:
    case(f"word-section-{wrong}", "section: [key-findings]", f"section: [{wrong}]", "R017", "key-findings")
case("word-not_section-comitment", "not_section: [commitment]", "not_section: [comitment]", "R017", "commitment")
case("word-speaker-leader", "leaders: 0.7", "leader: 0.7", "R018", "leaders")
for wrong in ["place", "palces"]:
    case(f"word-group-{wrong}", "group: places", f"group: {wrong}", "R015", "places")
for wrong in ["helper", "hepler", "helpes"]:
    case(f"word-list-{wrong}", "~hear @helpers", f"~hear @{wrong}", "P002", "helpers")
case("word-list-street", "in @streets", "in @street", "P002", "streets")
case("word-list-plannd", '"@planned"', '"@plannd"', "P002", "planned")
case("word-list-near", '["@helpers", "~praise"]', '["@helprs", "~praise"]', "P002", "helpers")
for wrong in ["case.herd", "case.heards", "case-heard"]:
    case(f"word-combine-{wrong}", "all: [case.heard,", f"all: [{wrong},", "R022", "case.heard")
case("word-combine-base.listen", ", base.listens]", ", base.listen]", "R022", "base.listens")
case("word-combine-none", "none: [base.ignores]", "none: [base.ignore]", "R022", "base.ignores")
for wrong in ["case.herd", "case.haerd"]:
    case(f"word-extends-{wrong}", "extends: case.heard", f"extends: {wrong}", "R013", "case.heard")
for wrong in ["percnt", "percents", "procent"]:
    case(f"word-capture-{wrong}", "{percent}", "{" + wrong + "}", "P001", "percent")

# --- values -------------------------------------------------------------------------------------
case("value-level-word", "level: 3", "level: three", "R002")
case("value-level-5", "level: 3", "level: 5", "R004")
case("value-level-0", "level: 3", "level: 0", "R004")
case("value-level-half", "level: 3", "level: 2.5", "R002")
case("value-points-word", "points: 2", "points: two", "R002")
case("value-points-0", "points: 2", "points: 0", "R004")
case("value-points-negative", "points: 2", "points: -2", "R004")
case("value-points-list", "points: 2", "points: [2]", "R002")
case("value-points-comma", "points: 2", "points: 1,5", "R002")
case("value-title-list", "title: Residents are heard", "title: [Residents, are heard]", "R002")
case("value-title-empty", "title: Residents are heard", 'title: ""', "R003")
case("value-id-blank", "id: case.heard\n", "id: Case heard\n", "R006", None, [(line_of(SOUND, "    combine:"), "R022", None), (line_of(SOUND, "    extends:"), "R013", None)])
case("value-id-underscore", "id: case.both", "id: case_both", "R006")
case("value-id-dot", "id: case.both", "id: .case.both", "R006")
case("value-id-twice", "id: case.both", "id: case.heard", "R012")
case("value-id-of-base", "id: case.both", "id: base.listens", "R012")
case("value-within-0", "within: 8", "within: 0", "R004")
case("value-within-word", "within: 8", "within: near", "R002")
case("value-near-one", 'near: {all: ["@helpers", "~praise"], within: 8}', 'near: {all: ["@helpers"], within: 8}', "R008", shift=0)
case("value-test-words", '">= 90"', '"at least 90"', "R019")
case("value-test-arrow", '">= 90"', '"=> 90"', "R019")
case("value-test-between", '">= 90"', '"between 90"', "R019")
case("value-duration-unitless", "    match: tenants were heard\n", '    metric: {capture: "waited {duration}", test: "> 60"}\n', "R025", "days")
case("value-duration-unit", "    match: tenants were heard\n", '    metric: {capture: "waited {duration}", test: "> 6", unit: fortnights}\n', "R025", "days")
case("value-capture-none", '"{percent} of tenants were content"', '"most tenants were content"', "R020")
case("value-speaker-2", "leaders: 0.7", "leaders: 2", "R004")
case("value-context-2", "partial: 0.6", "partial: 1.6", "R004")
case("value-limit-0", "per_document: 4", "per_document: 0", "R004")
case("value-limit-word", "per_document: 4", "per_document: few", "R002")
case("value-limit-number", "limit: {per_document: 4, per_paragraph: 1}", "limit: 4", "Y003")
case("value-about-text", "about: {author: me, since: 2026-11, rationale: Voices count, source: page 3}", "about: Voices count", "Y003")
case("value-examples-list", "    examples:\n      match: [\"Officers heard", "    examples: [\"Officers heard", "Y001", line=line_of(SOUND, "no_match: [Officers heard") - 1)
case("value-where-list", "where: {section: [key-findings], not_section: [commitment], speaker: {default: 1, leaders: 0.7}}", "where: [key-findings]", "Y003")
case("value-cap-0", "cap: 3", "cap: 0", "R004")
case("value-cap-word", "cap: 3", "cap: three", "R002")
case("value-cue-factor", "factor: 0.5", "factor: 50", "R004")
case("value-cue-factor-0", "factor: 0.5", "factor: 0", "R004")
case("value-combine-empty", "combine: {all: [case.heard, base.listens], none: [base.ignores]}", "combine: {none: [base.ignores]}", "R008")
case("value-at_least", "combine: {all: [case.heard, base.listens], none", "combine: {any: [case.heard, base.listens], at_least: 3, none", "R009", line=line_of(SOUND, "    combine:"))
case("value-combine-self", "all: [case.heard, base.listens]", "all: [case.both, base.listens]", "R023", line=line_of(SOUND, "- id: case.both"))
case("value-replaces-word", "    status: active", "    replaces: maybe", "R002")
case("value-extends-chain", "    match: tenants were heard\n", "    match: tenants were heard\n  - {id: case.most, extends: case.more, match: owners were heard}\n", "R014", line=SOUND.count("\n") + 1)
case("value-match-map", "    match: tenants were heard", "    match: {phrase: tenants were heard}", "R002")
case("value-match-empty", "    match: tenants were heard", '    match: ""', "R003")
case("value-regex-open", "    match: tenants were heard", "    regex: '(tenants'", "R021")
case("value-regex-look", "    match: tenants were heard", "    regex: '(?=tenants)'", "R021")
case("value-nothing", "    match: tenants were heard\n", "  - id: case.none\n    title: Nothing\n    level: 3\n    points: 1\n", "R010", line=line_of(SOUND, "    match: tenants were heard"))
case("value-no-level", "    level: 4\n", "", "R007", line=line_of(SOUND, "- id: case.both"))
case("value-no-points", "    points: 3\n", "", "R007", line=line_of(SOUND, "- id: case.both"))
case("value-no-title", "    title: Both together\n", "", "R007", line=line_of(SOUND, "- id: case.both"))
case("value-example-colon", "        - Officers walked in lanes.", "        - One thing: officers walked in lanes.", "R011")
case("value-example-empty", "        - Officers walked in lanes.", "        - \"\"", "R003")
case("value-exception-none", "      - phrase: views of tenants would shape\n        example: Views", "      - example: Views", "R007")

# --- phrases ------------------------------------------------------------------------------------
PHRASE = "~hear @helpers in @streets"
for name, wrong in {
    "open-bracket": "views of [tenants|owners *3 ~shape", "close-bracket": "views of tenants] *3 ~shape", "empty-choice": "views of [] ~shape", "bar": "views of tenants | owners",
    "gap-first": "*3 views of tenants", "gap-last": "views of tenants *3", "gap-none": "views of * tenants", "gap-long": "views of *30 tenants", "inflect-none": "views ~ of tenants",
    "list-none": "views @ of tenants", "brace-open": "views of {percent tenants", "brace-close": "views of percent} tenants", "comma": "views, of tenants", "semicolon": "views; of tenants",
    "stop": "views of tenants.", "question": "views of tenants?", "quote-inside": 'views of "tenants"', "quote-open": '"views of tenants', "quote-more": '"views of" tenants',
    "slash": "views and/or tenants", "nothing": "[views|] [tenants|]", "percent-sign": "90% of tenants", "brackets-round": "views (of) tenants", "star-word": "views *two tenants",
    "curly-quote": "views of “tenants”", "plus": "views + tenants",
}.items():
    case(f"phrase-{name}", "views of [tenants|owners] *3 ~shape", wrong, "P001", line=line_of(SOUND, "views of [tenants"))
case("phrase-in-list", "streets: lanes, squares", "streets: lanes, [squares", "P001", line=2)
case("phrase-in-cue", "phrases: some of", "phrases: some *2", "P001")
case("phrase-in-none", '"@planned"', '"@planned *2"', "P001")
case("phrase-in-except", "- phrase: views of tenants would shape", "- phrase: views of ~", "P001")
case("phrase-in-near", '"~praise"]', '"~"]', "P001")
case("phrase-second-in-quotes", '"[tenants|helpers|carers|owners]"', '"tenants\\n[owners"', "P001")

# --- YAML ---------------------------------------------------------------------------------------
case("yaml-tab", "    title: Residents", "\ttitle: Residents", "Y001")
case("yaml-tab-mixed", "    level: 3", "  \tlevel: 3", "Y001")
case("yaml-indent-more", "    level: 3", "      level: 3", "Y001")
case("yaml-indent-less", "    level: 3", "   level: 3", "Y001")
case("yaml-bracket", "section: [key-findings]", "section: [key-findings", "Y001")
case("yaml-brace", "cap: 3}", "cap: 3", "Y001", line=4)
case("yaml-quote", '">= 90"', '">= 90', "Y001")
case("yaml-quote-single", "title: Residents are heard", "title: 'Residents are heard", "Y001")
case("yaml-at", "match: tenants were heard", "match: @helpers were heard", "Y001")
case("yaml-star", "match: tenants were heard", "match: *2 were heard", "Y001")
case("yaml-percent", "match: tenants were heard", "match: %2 were heard", "Y001")
case("yaml-backslash", '"{percent} of tenants were content"', '"{percent} \\of tenants were content"', "Y001")
case("yaml-key-twice", "    points: 2\n", "    points: 2\n    points: 3\n", "Y004", line=line_of(SOUND, "    points: 2") + 1)
case("yaml-match-twice", "    near: {all", "    match: tenants are heard\n    near: {all", "Y004", line=line_of(SOUND, "    near:"))
case("yaml-no-space", "    level: 3", "    level:3", "Y001")
case("yaml-no-colon", "    level: 3", "    level 3", "Y001")
case("yaml-two-documents", "  - id: case.both", "---\n  - id: case.both", "Y001")
case("yaml-colon-in-title", "title: Both together", "title: Both: together", "Y001")
case("yaml-rules-map", "rules:\n  - id: case.heard", "rules:\n    id: case.heard", "Y001", shift=0, line=line_of(SOUND, "  - id: case.both"))
case("yaml-cues-map", "cues:\n  - kind: partial", "cues:\n    kind: partial", "Y003", line=line_of(SOUND, "  - kind: partial"))
case("yaml-dash", "      - phrase: views", "      -phrase: views", "Y001")
case("yaml-only-text", SOUND, "Residents are heard in lanes.\n", "Y003", line=1)

# --- what a newcomer to YAML writes -------------------------------------------------------------
MORE = "    match: tenants were heard\n"
VIEWS = "      views of [tenants|owners] *3 ~shape\n"
WALKED = "        - Officers walked in lanes.\n"
case("new-bracket-first", MORE, "    match: [tenants|owners] were heard\n", "Y001")
case("new-brace-first", MORE, "    metric:\n      capture: {percent} of tenants\n      test: '> 80'\n", "Y001", line=line_of(SOUND, MORE) + 1)
case("new-brace-in-braces", 'capture: "{percent} of tenants were content"', "capture: {percent} of tenants", "Y001")
case("new-test-bare", '">= 90"', ">= 90", "Y001")
case("new-test-bare-line", MORE, '    metric:\n      capture: "{percent} of tenants"\n      test: > 80\n', "Y001", line=line_of(SOUND, MORE) + 2)
case("new-apostrophe", WALKED, "        - 'The officer's lanes were empty.'\n", "Y001")
case("new-apostrophe-in-list", "no_match: [Officers heard carers in lanes.]", "no_match: ['The officer's lanes were heard.']", "Y001")
case("new-quote-begins", WALKED, '        - "Lanes" were walked.\n', "Y001")
case("new-quotes-in-phrase", VIEWS, '      "@helpers" *3 ~shape\n', "P001")
case("new-key-deep", "    points: 3\n", "     points: 3\n", "Y001")
case("new-dash-first-column", "  - id: case.both", "- id: case.both", "Y001")
case("new-dash-deep", "  - id: case.more", "   - id: case.more", "Y001")
case("new-en-dash", "  - id: case.both", "  – id: case.both", "Y001")
case("new-en-dash-example", "      match:\n        - Officers heard", "      match:\n        – Officers heard", "Y001")
case("new-phrase-shallow", "    match: |\n      ~hear", "    match: |\n    ~hear", "Y001")
case("new-key-among-phrases", '    near: {all: ["@helpers"', '      near: {all: ["@helpers"', "Y001")
case("new-bracket-open", "no_match: [Officers heard carers in lanes.]", "no_match: [Officers heard carers in lanes.", "Y001")
case("new-dash-deeper", WALKED, WALKED + "          - Officers stood in lanes.\n", "Y001")
case("new-no-pipe", MORE, "    match:\n      tenants were heard\n      owners were heard\n", "R024", line=line_of(SOUND, MORE) + 1)
case("new-folded", MORE, "    match: >\n      tenants were heard\n      owners were heard\n", "R024")
case("new-dash-below-pipe", VIEWS, "      - views of tenants\n", "P001")
case("new-level-good", "    level: 4\n", "    level: exceptional\n", "R002")
case("new-points-comma", "    points: 3\n", "    points: 1,5\n", "R002")
case("new-statement-title", "statement: learning", "statement: Equity in experience", "R016", "equity")
case("new-near-list", 'near: {all: ["@helpers", "~praise"], within: 8}', 'near: ["@helpers", "~praise"]', "Y003")
case("new-no-rules-key", SOUND, "- id: case.one\n  title: One\n  level: 3\n  points: 1\n  match: tenants\n", "Y003", line=1)
case("new-rule-alone", SOUND, "id: case.one\ntitle: One\nlevel: 3\npoints: 1\nmatch: tenants\n", "Y003", line=1)
case("new-test-at-most", '">= 90"', '"no more than 90"', "R019")
for name, wrong in {"slash": "views of tenants/owners", "round": "views of (tenants|owners)", "dots": "views of ... tenants", "star": "view* of tenants", "per-cent": "80% of tenants"}.items():
    case(f"new-phrase-{name}", VIEWS, f"      {wrong}\n", "P001")
case("new-no-break-space", "    points: 3\n", "  \u00a0 points: 3\n", "Y001")
case("new-list-name", "lists:\n  streets:", "lists:\n  My streets:", "R006", None, [(line_of(SOUND, "~hear @helpers"), "P002", None)])
METRIC = 'metric: {capture: "{percent} of tenants were content", test: ">= 90", better: higher}'
for name, wrong in {
    "quote-open-in-braces": 'metric: {capture: "{percent} of tenants were content, test: ">= 90", better: higher}',
    "quote-open-at-last": 'metric: {test: ">= 90", better: higher, capture: "{percent} of tenants were content}',
    "quote-first-lacks": 'metric: {capture: of tenants {percent}", test: ">= 90", better: higher}',
    "quote-first-lacks-test": 'metric: {capture: "of tenants {percent}", test: >= 90", better: higher}',
    "quotes-lack": 'metric: {capture: tenants {percent}, test: ">= 90", better: higher}',
    "quotes-lack-brackets": 'metric: {capture: of [tenants|owners] {percent}, test: ">= 90", better: higher}',
    "curly-capture": 'metric: {capture: “of tenants {percent}”, test: ">= 90", better: higher}',
    "curly-capture-first": 'metric: {capture: “{percent} of tenants”, test: ">= 90", better: higher}',
    "curly-test": 'metric: {capture: "{percent} of tenants", test: “>= 90”, better: higher}',
    "curly-test-single": 'metric: {capture: "{percent} of tenants", test: ‘>= 90’, better: higher}',
    "curly-both": 'metric: {capture: “{percent} of tenants”, test: “>= 90”, better: higher}',
    "key-lacks-colon-braces": 'metric {capture: "{percent} of tenants", test: ">= 90", better: higher}',
}.items():
    case(f"new-{name}", METRIC, wrong, "Y001")
case("new-quote-open-in-list", 'near: {all: ["@helpers", "~praise"], within: 8}', 'near: {all: ["@helpers, "~praise"], within: 8}', "Y001")
case("new-curly-near", 'near: {all: ["@helpers", "~praise"], within: 8}', "near: {all: [“@helpers”, “~praise”], within: 8}", "Y001")
for name, wrong in {"no-colon": "match |\n", "no-colon-no-blank": "match|\n", "no-blank": "match:|\n"}.items():
    case(f"new-block-{name}", "    match: |\n", f"    {wrong}", "Y001")
case("new-key-lacks-colon", "    examples:\n      match:\n", "    examples\n      match:\n", "Y001")
case("new-key-lacks-colon-inner", "      match:\n        - Officers heard", "      match\n        - Officers heard", "Y001")
OFFICERS = "      match:\n        - Officers heard"
case("new-dash-left", OFFICERS, "      match:\n    - Officers heard", "Y001")
case("new-dash-left-a-little", OFFICERS, "      match:\n     - Officers heard", "Y001")
case("new-dash-left-as-rules", WALKED, "  - Officers walked in lanes.\n", "Y001")
case("new-dash-left-of-others", WALKED, WALKED + "      - Officers stood in lanes.\n", "Y001", line=line_of(SOUND, WALKED) + 1)
case("new-dash-lacks", WALKED, WALKED + "        Officers stood in lanes.\n", "Y001", line=line_of(SOUND, WALKED) + 1)
case("new-dash-lacks-left", OFFICERS, "      match:\n      Officers heard", "Y001")
case("new-text-goes-on-left", WALKED, "        - Officers walked\n        in lanes.\n", "Y001", line=line_of(SOUND, WALKED) + 1)
cases.append(("yaml-comma-first", ', lists:\n  word: one\n', "yaml", [(1, "Y001", None)]))
cases.append(("new-utf-16", SOUND.encode("utf-16"), "yaml", [(1, "Y005", None)]))
cases.append(("new-windows-1252", SOUND.replace("Residents are heard", "Residents’ views are heard").encode("cp1252"), "yaml", [(line_of(SOUND, "Residents are heard"), "Y005", None)]))

# --- Lua ----------------------------------------------------------------------------------------
def lua(name, old, new, code, suggestion=None, also=(), **more):
    case("lua-" + name, old, new, code, suggestion, also, text=LUA, extension="lua", **more)


for right, wrong in [("title", "titel"), ("statement", "statment"), ("level", "levl"), ("points", "pionts"), ("about", "abuot"), ("trigger", "triger"), ("examples", "exampels")]:
    also = [(line_of(LUA, "return rule"), "L007", None)] if right in ("title", "level", "points") else []
    lua(f"key-{wrong}", f"\n  {right} =", f"\n  {wrong} =", "L004", right, also)
lua("name-helpr", "s:find(helper)", "s:find(helpr)", "L003", "helper")
lua("name-pharse", "local praise = phrase [[", "local praise = pharse [[", "L003", "phrase")
lua("name-pairz", "for s in doc:sentences()", "for s in pairz(doc:sentences())", "L003", "pairs")
lua("name-os", "local found = {}", "local found = {} os.exit()", "L003")
lua("comma", '  statement = "learning",', '  statement = "learning"', "L001", shift=1)
lua("end", "      if hit and s:near(hit, praise, 6) then found[#found + 1] = hit end", "      if hit and s:near(hit, praise, 6) then found[#found + 1] = hit", "L001", line=line_of(LUA, "\n  end,") + 1)
lua("brace", "    no_match = { \"Carers were praised.\" },\n  },\n}", "    no_match = { \"Carers were praised.\" },\n  },", "L001", line=LUA.count("\n"))
lua("quote", '"Helpers are praised often"', '"Helpers are praised often', "L001")
lua("level-word", "level = 3", 'level = "three"', "L005")
lua("level-7", "level = 3", "level = 7", "L005")
lua("key-twice", "  points = 2,", "  points = 2,\n  points = 3,", "L006", shift=0, line=line_of(LUA, "  points = 2") + 1)
lua("no-id", '  id = "case.script",\n', "", "L007", line=line_of(LUA, "return rule"))
lua("phrase-empty", 'phrase "@helpers"', 'phrase ""', "L005")
lua("phrase-bracket", "  well [liked|loved]", "  well [liked|loved", "P001")
lua("phrase-gap", "  ~praise\n", "  ~praise *2\n", "P001", line=3)
lua("list", '"@helpers"', '"@helprs"', "P002", "helpers")
lua("statement", 'statement = "learning"', 'statement = "learnin"', "R016", "learning")
lua("method-fnd", "s:find(helper)", "s:fnd(helper)", "L003", "find")
lua("method-of-doc", "doc:sentences()", "doc:sentence_list()", "L003")
lua("method-of-out", "out:vote {", "out:vot {", "L003", "vote")
lua("no-rule", "return rule {", "return {", "L002", line=1)

out = here / "cases"
for old in out.glob("*"):
    old.unlink()
names = set()
for name, text, extension, expected in cases:
    assert name not in names, name
    names.add(name)
    (out / f"{name}.{extension}").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    (out / f"{name}.expect").write_text("".join(f"{line} {code}{' ' + word if word else ''}\n" for line, code, word in expected), encoding="utf-8")
print(len(cases), "cases")
