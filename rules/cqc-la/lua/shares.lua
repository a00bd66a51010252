-- What most of the sentences on a subject say, and not whether one of them says it.

local coproduction = phrase "@coproduction"
local learning = phrase [[
  @lessons
  [feedback|audit|audits|complaints|SAR|SARs]
]]
local weak = phrase [[
  @weak
  @unaware
  [early|beginning|starting] to
  [in its infancy|early stage|early stages|pockets of|mixed|tokenistic|ad hoc]
  not *3 [embedded|consistent|consistently|shared|used|informing|analysed|systematic|clear|evident|robust|told|collated]
  [further|more] work
  left to
]]
local unless_absent = phrase [[
  no [blame|delay|wrong door]
  not only
  [category|categories]
]]

local good = phrase [[
  [positive|positively|good|well|strong|supportive|supported|approachable|visible|valued|proud|encouraged|helpful|impactful|opportunities|excellent|responsive|confident]
]]
local staff_says = phrase [[
  @staff *3 [told us|said|described|reported|felt|spoke|shared]
]]
local one_person = phrase [[
  [one|a|another] [staff member|member of staff|social worker|worker|practitioner|manager|team]
]]
local outside_says = phrase [[
  [@partners|@people|members] *4 [told us|said|described|reported|felt|identified|stated]
]]
local trouble = phrase [[
  @weak
  @unaware
  not *4 [listened|involved|told|informed|consulted|valued|included|consistent|acted|aware|willing|always|clear]
  [difficult|frustrated|undervalued|dismissed|defensive|problematic|ignored|tokenistic|gaps|delays|too late|mixed]
]]

rule {
  id = "learning.coproduction-mostly-weak",
  title = "Most of what is said of co-production is weak",
  statement = "learning", level = 2, points = 0.5, group = "coproduction",
  about = { author = "policy-team", rationale = "One weak spot is common; a weak half is a finding", source = "descriptor 2" },
  trigger = coproduction,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      local hit = s:find(coproduction)
      if hit then
        total = total + 1
        if s:near(hit, weak, 12) then found[#found + 1] = hit end
      end
    end
    out:need("sentences on co-production", total, ">=", 3)
    out:need("share that is weak", total > 0 and #found / total or 0, ">=", 0.6)
    if out:met() then out:vote { cite = found, strength = #found / total } end
  end,
  examples = {
    match = { "Co-production was limited. There were pockets of co-produced work. Staff were unclear about co-production." },
    no_match = { "Co-production was limited. The charter was co-produced with carers. Co-production shaped the contract. People were proud of the co-production work." },
  },
}

rule {
  id = "learning.core-mostly-weak",
  title = "A large share of what is said of learning is weak",
  statement = "learning", level = 2, points = 2.5, group = "sharing",
  about = { author = "policy-team", rationale = "Extent decides between a score of 2 and of 3", source = "descriptor 2" },
  trigger = learning,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      local hit = s:find(learning)
      if hit and not s:find(unless_absent) then
        total = total + 1
        if s:near(hit, weak, 9) then found[#found + 1] = hit end
      end
    end
    out:need("sentences on learning", total, ">=", 5)
    out:need("share that is weak", total > 0 and #found / total or 0, ">=", 0.3)
    if out:met() then out:vote { cite = found, strength = math.min(1, #found / total) } end
  end,
  examples = {
    match = { "Learning was not shared. Staff were unclear how lessons reached them. Feedback was not used. Audits were reported. Complaints were recorded." },
    no_match = { "Learning was shared. Staff knew the lessons. Feedback was used. Audits were reported. Complaints were recorded. Feedback was limited." },
  },
}

rule {
  id = "learning.staff-of-one-mind",
  title = "Staff speak well of learning with one voice",
  statement = "learning", level = 3, points = 1, group = "culture",
  about = { author = "policy-team", rationale = "Many accounts that agree weigh more than one", source = "descriptor 3" },
  trigger = staff_says,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      local hit = s:find(staff_says)
      if hit and not s:find(one_person) then
        total = total + 1
        local praise = s:find(good)
        if praise and not s:find(trouble) and not s:context(praise).negated then found[#found + 1] = praise end
      end
    end
    out:need("sentences in which staff speak", total, ">=", 4)
    out:need("share that is good", total > 0 and #found / total or 0, ">=", 0.6)
    if out:met() then out:vote { cite = found, strength = #found / total } end
  end,
  examples = {
    match = { "Staff told us that they felt well supported. Staff described good training. Social workers said managers were approachable. Staff felt valued." },
    no_match = {
      "Staff told us that they felt well supported. Staff described limited training. Social workers said managers were not visible. Staff felt ignored.",
      "One staff member told us of good training. A social worker said supervision was good. Another team told us they felt valued. One manager told us that visits went well.",
    },
  },
}

rule {
  id = "learning.outside-voices-doubt",
  title = "People and partners mostly speak of trouble",
  statement = "learning", level = 2, points = 1.25, group = "feedback",
  about = { author = "policy-team", rationale = "Those outside the council see what it does with what they say", source = "descriptor 2" },
  trigger = outside_says,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      local hit = s:find(outside_says)
      if hit then
        total = total + 1
        local bad = s:near(hit, trouble, 25)
        if bad and not s:find(unless_absent) then found[#found + 1] = bad end
      end
    end
    out:need("sentences in which people or partners speak", total, ">=", 4)
    out:need("share that tells of trouble", total > 0 and #found / total or 0, ">=", 0.6)
    if out:met() then out:vote { cite = found, strength = #found / total } end
  end,
  examples = {
    match = { "Carers told us they were not listened to. Partners described delays. Providers said it was difficult to reach anyone. People told us they felt ignored." },
    no_match = { "Carers told us they were listened to. Partners described strong links. Providers said it was difficult to reach anyone. People told us they felt heard." },
  },
}
