-- How praise and weakness are qualified over a whole judgement, and not in one sentence.

local praise = phrase "@praise"
local problem = phrase "@problem"
local shortfall = phrase [[
  @shortfall
  @always-not
]]
local no_fault = phrase "@no-fault"
local mostly = phrase [[
  [most|mostly|generally|largely|usually|broadly|mainly|typically|majority]
  in the main
  for the most part
]]
local everyone = phrase [[
  [all|every|each|always|consistently|routinely|invariably]
  [across|throughout] *2 [service|services|teams|workforce|area|county|city|borough]
]]
local small = phrase [[
  @few
  [occasionally|on occasion|on occasions|at times|isolated|slightly|minor|slight]
  [leaders|managers|the local authority] *3 [aware|recognise|know|identified|acted|addressed|addressing|responded|taking]
  [has|have] been [addressed|resolved|rectified]
  [during|since|before] the inspection
]]
local many = phrase [[
  @too-many
  [many|most|widespread|systemic|across the|throughout|majority]
]]

local function weakness(s)
  local fine = s:find_all(no_fault)
  for _, hit in ipairs(s:find_all(shortfall)) do
    local meant = not s:context(hit).dropped
    for _, other in ipairs(fine) do
      if other.from <= hit.to and hit.from <= other.to then meant = false end
    end
    if meant then return hit end
  end
  return nil
end

rule {
  id = "balance.praise-hedged",
  title = "Praise that holds only for most",
  level = 2, points = 0.6,
  about = { author = "analyst", since = "2026-11", rationale = "A report whose praise is mostly for most tells of practice that cannot be relied on" },
  trigger = mostly,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      local hit = s:find(praise)
      if hit and not s:find(problem) then
        total = total + 1
        local hedge = s:near(hit, mostly, 12)
        if hedge then found[#found + 1] = hedge end
      end
    end
    out:need("sentences of praise", total, ">=", 5)
    out:need("share that is hedged", total > 0 and #found / total or 0, ">=", 0.12)
    if out:met() then out:vote { cite = found, strength = math.min(1, 3 * #found / total) } end
  end,
  examples = {
    match = { "Most plans are clear. Visits are generally timely. Reviews are mostly well led. Records are sound. Help is prompt." },
    no_match = { "Plans are clear. Visits are timely. Reviews are well led. Records are sound. Help is prompt." },
  },
}

rule {
  id = "balance.praise-for-all",
  title = "Praise that holds for all",
  level = 4, points = 0.6,
  about = { author = "analyst", since = "2026-11", rationale = "Practice that reaches everyone every time is more than good practice in places" },
  trigger = everyone,
  evaluate = function(doc, out)
    local total, found, hedged = 0, {}, 0
    for s in doc:sentences() do
      local hit = s:find(praise)
      if hit then
        total = total + 1
        if s:near(hit, mostly, 12) then hedged = hedged + 1 end
        local reach = s:near(hit, everyone, 8)
        if reach and not s:find(problem) then found[#found + 1] = reach end
      end
    end
    out:need("sentences of praise", total, ">=", 5)
    out:need("praise for all over praise for most", #found - hedged, ">=", 2)
    if out:met() then out:vote { cite = found, strength = math.min(1, 3 * (#found - hedged) / total) } end
  end,
  examples = {
    match = { "All plans are clear. Visits are always timely. Reviews are consistently well led. Records are sound. Help is prompt." },
    no_match = { "Most plans are clear. Visits are generally timely. Reviews are consistently well led. Records are sound. Help is prompt." },
  },
}

rule {
  id = "balance.weaknesses-small",
  title = "What weaknesses there are, are few or in hand",
  level = 3, points = 0.6,
  about = { author = "analyst", since = "2026-11", rationale = "Weaknesses of a few, or that leaders already mend, leave the standard good" },
  trigger = shortfall,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      if s.section ~= "what-needs-to-improve" then
        local hit = s:find(shortfall)
        if hit then
          total = total + 1
          local less = s:find(small)
          if less then found[#found + 1] = less end
        end
      end
    end
    out:need("weaknesses", total, ">=", 2)
    out:need("share that is small or in hand", total > 0 and #found / total or 0, ">=", 0.4)
    if out:met() then out:vote { cite = found, strength = #found / total } end
  end,
  examples = {
    match = { "A small number of plans are unclear. For a few children, visits are delayed, and leaders know this." },
    no_match = { "Plans are unclear. Visits are not timely. For a few children, reviews are late." },
  },
}

rule {
  id = "balance.weaknesses-wide",
  title = "Weaknesses that mostly reach many",
  level = 1, points = 0.6,
  about = { author = "analyst", since = "2026-11", rationale = "When weakness after weakness reaches many children, the service fails and not a part of it" },
  trigger = shortfall,
  evaluate = function(doc, out)
    local total, found = 0, {}
    for s in doc:sentences() do
      if s.section ~= "what-needs-to-improve" then
        local hit = weakness(s)
        if hit then
          total = total + 1
          local reach = s:near(hit, many, 12)
          if reach and not s:find(small) then found[#found + 1] = reach end
        end
      end
    end
    out:need("weaknesses", total, ">=", 5)
    out:need("share that reaches many", total > 0 and #found / total or 0, ">=", 0.2)
    if out:met() then out:vote { cite = found, strength = math.min(1, 2 * #found / total) } end
  end,
  examples = {
    match = { "Too many plans are unclear. Many visits are not timely. Reviews are poor. Records are weak. Help is too slow." },
    no_match = { "Some plans are unclear. Some visits are not timely. Reviews are poor. Records are weak. Help is too slow." },
  },
}

rule {
  id = "balance.opens-with-weakness",
  title = "The judgement opens with a weakness",
  level = 2, points = 0.6,
  statement = { "leaders", "help-and-protection", "in-care", "care-leavers" },
  about = { author = "analyst", since = "2026-11", rationale = "Inspectors open with what weighs most" },
  trigger = shortfall,
  evaluate = function(doc, out)
    local found = {}
    for n = 1, math.min(3, doc:count()) do
      local hit = weakness(doc:sentence(n))
      if hit then found[#found + 1] = hit end
    end
    out:need("weaknesses in the first three sentences", #found, ">=", 1)
    if out:met() then out:vote { cite = found, strength = #found / 3 } end
  end,
  examples = {
    match = { "Plans are too often unclear. Visits are made." },
    no_match = { "Plans are clear. Visits are made." },
  },
}
