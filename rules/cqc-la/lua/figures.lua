-- Figures that need arithmetic, or a comparison with the sentence that follows.

local complaints = phrase "~complaint"
local upheld = phrase [[
  {count} *3 upheld
  {count} [was|were] upheld
  {count} partially upheld
]]
local received = phrase [[
  {count} complaints
  total of {count}
  complaints *6 received {count}
]]
local not_upheld = phrase [[
  not upheld
  upheld by *2 @ombudsman
  referred to *2 @ombudsman
]]
local satisfied = phrase [[
  {percent} *8 [satisfied|very satisfied]
  {percent} *2 satisfaction
  satisfaction *4 {percent}
]]
local very = phrase "very [satisfied|happy]"
local benchmark = phrase [[
  [england|national|regional] average *4 {percent}
  average *2 {percent}
]]
local same = phrase [[
  not *1 statistically different
  not significantly different
  [similar|comparable] to
  in line with
]]
local target = phrase "target of {percent}"
local on_time = phrase [[
  {percent} *10 [within|on time]
  {percent} *6 [complaints|responses|staff] *6 [answered|responded|completed]
]]

-- How many of the complaints in one sentence were found to be right, wholly or in part.
local function share_upheld(s)
  if not s:find(complaints) or s:find(not_upheld) then return nil end
  local all = s:find(received)
  if not all then return nil end
  local total = all:value()
  if not total or total < 15 then return nil end
  local sum = 0
  for _, hit in ipairs(s:find_all(upheld)) do
    local n = hit:value()
    if n and n < total then sum = sum + n end
  end
  if sum == 0 or sum > total then return nil end
  return sum / total
end

local function vote_share(doc, out, holds)
  for s in doc:sentences() do
    local share = share_upheld(s)
    if share and holds(share) then
      out:log(string.format("%.0f of 100 upheld", 100 * share))
      out:vote { cite = s, strength = 1 }
    end
  end
end

-- A share of satisfied people and the average it is set beside, here or in the next sentence.
local function beside_average(doc, out, holds)
  for s in doc:sentences() do
    local hit = s:find(satisfied)
    if hit and not s:find(very) then
      local value = hit:value()
      local where = s:find(benchmark) and s or doc:sentence(s.number + 1)
      local mark = where and where.paragraph == s.paragraph and where:find(benchmark)
      if value and mark and not where:find(same) and not s:find(same) then
        local average = mark:value()
        if average and holds(value - average) then
          out:log(value, "beside", average)
          out:vote { cite = { hit, mark }, strength = 1 }
        end
      end
    end
  end
end

rule {
  id = "learning.few-complaints-upheld",
  title = "Few complaints are found to be right",
  statement = "learning", level = 3, points = 0.5, group = "complaints",
  about = { author = "policy-team", rationale = "Counted from the figures that the sentence gives", source = "descriptor 3" },
  trigger = upheld,
  evaluate = function(doc, out) vote_share(doc, out, function(share) return share <= 0.25 end) end,
  examples = {
    match = { "The council received 120 complaints in the year, of which 18 were upheld." },
    no_match = { "The council received 120 complaints in the year, of which 80 were upheld." },
  },
}

rule {
  id = "learning.many-complaints-upheld",
  title = "Most complaints are found to be right",
  statement = "learning", level = 2, points = 0.5, group = "complaints",
  about = { author = "policy-team", rationale = "Counted from the figures that the sentence gives", source = "descriptor 2" },
  trigger = upheld,
  evaluate = function(doc, out) vote_share(doc, out, function(share) return share >= 0.6 end) end,
  examples = {
    match = { "The council received 120 complaints in the year, of which 80 were upheld." },
    no_match = { "The council received 120 complaints in the year, of which 18 were upheld." },
  },
}

rule {
  id = "learning.satisfaction-above-average",
  title = "More people are satisfied than elsewhere",
  statement = "learning", level = 3, points = 0.5, group = "feedback",
  about = { author = "policy-team", rationale = "The average may stand in the next sentence", source = "descriptor 3" },
  trigger = satisfied,
  evaluate = function(doc, out) beside_average(doc, out, function(gap) return gap >= 3 end) end,
  examples = {
    match = { "In the survey 71.4% of people were satisfied with their support. This was higher than the England average (62.7%)." },
    no_match = { "In the survey 61.2% of people were satisfied with their support. This was not statistically different from the England average (62.7%)." },
  },
}

rule {
  id = "learning.satisfaction-below-average",
  title = "Fewer people are satisfied than elsewhere",
  statement = "learning", level = 2, points = 0.5, group = "feedback",
  about = { author = "policy-team", rationale = "The average may stand in the next sentence", source = "descriptor 2" },
  trigger = satisfied,
  evaluate = function(doc, out) beside_average(doc, out, function(gap) return gap <= -3 end) end,
  examples = {
    match = { "In the survey 51.3% of people were satisfied with their support. This was lower than the England average (62.7%)." },
    no_match = { "In the survey 71.4% of people were satisfied with their support. This was higher than the England average (62.7%)." },
  },
}

rule {
  id = "learning.target-missed",
  title = "A target is missed by far",
  statement = "learning", level = 2, points = 0.5, group = "impact",
  about = { author = "policy-team", rationale = "The council's own target is the yardstick", source = "descriptor 2" },
  trigger = target,
  evaluate = function(doc, out)
    for s in doc:sentences() do
      local goal, done = s:find(target), s:find(on_time)
      if goal and done then
        local wanted, reached = goal:value(), done:value()
        if wanted and reached and reached <= wanted - 10 then
          out:vote { cite = { goal, done }, strength = 1 }
        end
      end
    end
  end,
  examples = {
    match = { "Only 58% of complaints were answered within timescale against a target of 95%." },
    no_match = { "In all 93% of complaints were answered within timescale against a target of 95%." },
  },
}
