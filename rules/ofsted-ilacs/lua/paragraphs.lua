-- What whole paragraphs say: inspectors give each topic a paragraph, so paragraphs show how far praise and weakness reach.

local top = phrase [[
  @top-adj
  @top-adverb [@good-adj|@good-adverb]
  very [@good-adj|well]
]]
local problem = phrase "@problem"
local shortfall = phrase [[
  @shortfall
  @always-not
]]
local no_fault = phrase "@no-fault"

-- The first hit of a shortfall that is meant as one.
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

local function paragraphs(doc)
  local list, last = {}, nil
  for s in doc:sentences() do
    if s.section ~= "what-needs-to-improve" then
      if s.paragraph ~= last then
        list[#list + 1] = {}
        last = s.paragraph
      end
      local p = list[#list]
      p[#p + 1] = s
    end
  end
  return list
end

rule {
  id = "paragraphs.high-praise-unreserved",
  title = "High praise in paragraphs without a reservation",
  level = 4, points = 0.6,
  about = { author = "analyst", since = "2026-11", rationale = "The highest standard shows in topic after topic that is praised without a but" },
  trigger = top,
  evaluate = function(doc, out)
    local list, found = paragraphs(doc), {}
    for _, p in ipairs(list) do
      local praised, reserved = nil, false
      for _, s in ipairs(p) do
        if s:find(problem) then reserved = true end
        praised = praised or s:find(top)
      end
      if praised and not reserved then found[#found + 1] = praised end
    end
    out:need("paragraphs of high praise without a reservation", #found, ">=", 2)
    if out:met() then out:vote { cite = found, strength = math.min(1, 2 * #found / #list) } end
  end,
  examples = {
    match = { "Carers give exceptional care. Homes are warm.\n\nVisits are very well planned." },
    no_match = { "Carers give exceptional care. Some records are poor.\n\nVisits are very well planned." },
  },
}

rule {
  id = "paragraphs.weakness-developed",
  title = "A weakness followed through sentence after sentence",
  level = 2, points = 0.6,
  about = { author = "analyst", since = "2026-11", rationale = "Inspectors dwell on weaknesses that matter, and pass over those that do not" },
  trigger = shortfall,
  evaluate = function(doc, out)
    local found = {}
    for _, p in ipairs(paragraphs(doc)) do
      local before = nil
      for _, s in ipairs(p) do
        local hit = weakness(s)
        if hit and before then found[#found + 1] = hit end
        before = hit
      end
    end
    out:need("sentences that follow a weakness through", #found, ">=", 2)
    if out:met() then out:vote { cite = found } end
  end,
  examples = {
    match = { "Plans are unclear. Reviews are not timely.\n\nVisits are delayed. Records are poor." },
    no_match = { "Plans are unclear. Reviews are timely.\n\nVisits are delayed. Records are sound." },
  },
}
