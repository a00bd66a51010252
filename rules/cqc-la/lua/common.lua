-- What the sentences of a statement say together: how much is missing, how much is said against it, and who agrees.
-- For all statements but learning, which has its own.

local missing = phrase [[
  no [agreed|clear|effective|systematic|framework|system|arrangement|arrangements|mechanism|mechanisms|plan|strategy|policy|budget|forum|process|evidence|evaluation|record|information|data|sharing|lead|training|workforce|way|means]
  [none|nothing|nobody|no one]
  [did not|had not|has not|not] [been|have|had|take|taken|keep|kept|lead|led|collected|sought|recorded|evaluated|acted|agreed|started|happen|reported]
  [were|was] not [involved|sought|collected|recorded|reported|known|aware|trained|done]
  [suspended|abandoned|neglected|absent|withdrawn]
]]
local fine = phrase [[
  no [delay|delays|waiting|backlog|concerns|complaints]
  [nobody|no one] *4 [waited|waiting|harmed]
  not only
  @no-fault
]]
local praise = phrase "@spoken-well"
local rare = phrase [[
  [exceptional|exceptionally|outstanding|remarkable|remarkably|extraordinary|exemplary|inspirational|superb|excellent|impressive|striking|pioneering]
  [transformed|life-changing|profound|tangible|measurable|demonstrable]
  [national|nationally] *2 [leader|leading|award|awards|recognised|guidance|exemplar]
  [highest|lowest|best] *4 [in the|in its|in England|nationally|of any]
  {count} [other|] [councils|authorities|local authorities|areas] *9 [adopted|taken|use|using|copied]
  [independently|rigorously] evaluated
  [independent|university|controlled|longitudinal] *2 [evaluation|study|team|research]
  [sharing of power|final say|equal partners|controlled a|own fund|own research fund|led by people with lived experience]
  [significantly|substantially|markedly|far|well] [above|better|exceeded]
]]
local wanting = phrase [[
  @found-wanting
  @shortfall
]]
local outside = phrase [[
  [@speakers|partners|providers|charities|voluntary organisations] *6 [told us|said|described|reported|felt|spoke|valued|praised]
]]
local trouble = phrase "@trouble"

local eight = {
  "assessing-needs", "healthier-lives", "equity", "care-provision",
  "partnerships", "safe-pathways", "safeguarding", "governance",
}

local function meant(s, hits, excused)
  for _, hit in ipairs(hits) do
    local good = true
    for _, other in ipairs(excused) do
      if other.from <= hit.to and hit.from <= other.to then good = false end
    end
    if good then return hit end
  end
  return nil
end

-- Votes where several sides speak and at least `least` of what they say meets `holds`.
local function vote_on_voices(doc, out, what, least, holds)
  local total, found = 0, {}
  for s in doc:sentences() do
    local hit = s:find(outside)
    if hit then
      total = total + 1
      if holds(s) then found[#found + 1] = hit end
    end
  end
  local share = total > 0 and #found / total or 0
  out:need("sentences in which people or partners speak", total, ">=", 4)
  out:need(what, share, ">=", least)
  if out:met() then out:vote { cite = found, strength = share } end
end

rule {
  id = "common.much-missing",
  title = "Much of what there should be is missing",
  statement = eight, level = 1, points = 2.5, group = "common-severe",
  about = { author = "policy-team", rationale = "One gap is a shortfall; gap upon gap is a statement not met", source = "descriptor 1" },
  trigger = missing,
  evaluate = function(doc, out)
    local found = {}
    for s in doc:sentences() do
      local hit = meant(s, s:find_all(missing), s:find_all(fine))
      if hit then found[#found + 1] = hit end
    end
    local share = doc:count() > 0 and #found / doc:count() or 0
    out:need("sentences of the statement", doc:count(), ">=", 15)
    out:need("share that says something is missing", share, ">=", 0.2)
    if out:met() then out:vote { cite = found, strength = math.min(1, 2 * share) } end
  end,
  examples = {
    match = { "There was no plan. No data was kept. Staff were not trained. Nobody told carers. Reviews had not been done. Audits were not reported. The forum was suspended. It rained. It was May. We met staff. We met carers. We read files. We saw a hub. We spoke to people. We left at noon." },
    no_match = { "There was a plan. No data was kept. Staff were trained. Carers were told. Reviews were done. Audits were reported. The forum met. It rained. It was May. We met staff. We met carers. We read files. We saw a hub. We spoke to people. We left at noon." },
  },
}

rule {
  id = "common.hardly-a-reservation",
  title = "High praise, and hardly a reservation beside it",
  statement = eight, level = 4, points = 2.5, group = "common-exceptional",
  about = { author = "policy-team", rationale = "Reports on good councils still name several shortfalls; beside the exceptional there is hardly any", source = "descriptor 4" },
  trigger = rare,
  evaluate = function(doc, out)
    local against, found = 0, {}
    for s in doc:sentences() do
      if meant(s, s:find_all(wanting), s:find_all(fine)) or s:find(trouble) then
        against = against + 1
      else
        local hit = s:find(rare)
        if hit then found[#found + 1] = hit end
      end
    end
    local share = doc:count() > 0 and against / doc:count() or 1
    out:need("sentences of the statement", doc:count(), ">=", 15)
    out:need("sentences of high praise", #found, ">=", 3)
    out:need("share with a reservation", share, "<=", 0.15)
    if out:met() then out:vote { cite = found, strength = 1 - share / 0.3 } end
  end,
  examples = {
    match = { "Support was exceptional. Staff were confident. Falls were the lowest in the region. Advice was useful. Six councils had adopted the model. Homes were good. It was May. We met staff. We met carers. We read files. We saw a hub. We spoke to people. We left at noon. It was dry. We came back." },
    no_match = { "Support was good. Staff were confident. Help was timely. Advice was useful. Carers felt valued. Homes were clean. It was May. We met staff. We met carers. We read files. We saw a hub. We spoke to people. We left at noon. It was dry. We came back." },
  },
}

rule {
  id = "common.voices-agree-good",
  title = "Those who speak, speak well of it",
  statement = eight, level = 3, points = 1.5, group = "common-voices",
  about = { author = "policy-team", rationale = "Accounts from several sides that agree weigh more than one", source = "descriptor 3" },
  trigger = outside,
  evaluate = function(doc, out)
    vote_on_voices(doc, out, "share that is good", 0.6, function(s)
      return s:find(praise) and not s:find(trouble) and not s:find(wanting)
    end)
  end,
  examples = {
    match = { "Carers told us support was good. Partners described strong links. Providers said visits were helpful. People told us staff were responsive." },
    no_match = { "Carers told us they waited. Partners described delays. Providers said visits were helpful. People told us they were ignored." },
  },
}

rule {
  id = "common.voices-agree-bad",
  title = "Those who speak, speak of trouble",
  statement = eight, level = 2, points = 2, group = "common-voices",
  about = { author = "policy-team", rationale = "Trouble that several sides tell of is no single case", source = "descriptor 2" },
  trigger = outside,
  evaluate = function(doc, out)
    vote_on_voices(doc, out, "share that tells of trouble", 0.55, function(s)
      return s:find(trouble) or meant(s, s:find_all(wanting), s:find_all(fine))
    end)
  end,
  examples = {
    match = { "Carers told us they waited. Partners described delays. Providers said visits were helpful. People told us they were ignored." },
    no_match = { "Carers told us support was good. Partners described strong links. Providers said visits were late. People told us staff were responsive." },
  },
}
