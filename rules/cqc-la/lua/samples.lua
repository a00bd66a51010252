-- "14 of the 15 homes visited", "of 19 workers we asked, 5": inspectors count small samples. What share they come to needs arithmetic.

-- Things that are well when they are so; what counts faults ("upheld", "left", "overdue") is kept out below.
local counted = phrase [[
  {count as part} [of|out of] [the|its|their|our|] {count as whole} *10 @sample-done
  [of|out of] [the|its|their|our|] {count as whole} *10 {count as part} *3 @sample-done
  @sample-done *6 [in|by|for|with|at|to|on] {count as part} [of|out of] [the|its|their|our|] {count as whole}
  {count as whole} *2 @sampled *10 @sample-done *2 [in|by|for] {count as part}
]]
local expected = phrase [[
  {count as part} *8 [of|out of] [the|] {count as whole} [expected|planned|required|intended|due|scheduled|promised]
  {count as part} *12 against [an|a|the|its] [expected|expectation of|target of|plan of|planned|required|intended|requirement of] *1 {count as whole}
  [expected|planned|required|intended|target of] *2 {count as whole} *8 {count as part} [had|were|was] *1 [been|] [completed|carried out|done|held|returned|made]
]]
local not_praise = phrase [[
  [not|no|never|none|nothing|without|neither|nor|cannot]
  [upheld|uphold|fault|ombudsman|vacant|vacancies|lapsed|left|late|overdue|missed|missing|refused|closed|stopped|lost|cancelled|inadequate|declined|worse|waiting|failed|given up|unable|wrong|harm|complaints|complained]
  [pence|pounds|per cent|percentage]
]]
local not_done = phrase [[
  [upheld|uphold|fault|ombudsman|vacancies|complained|complaint|complaints|ill|died|deaths|incidents|refused|left the|still waiting|error|errors]
  [no longer|not yet due|first of|by the end of|so far|since then|oldest|backlog|taken up|in post since]
  {percent}
  [had|have|was|were|has] not
]]

local span = phrase "{count} *1 [years|months|weeks|days|hours|year|month]"

-- "of the 46 who came in the last 4 years had completed": the 4 counts years, not people.
local function holds_a_span(hit)
  for _, time in ipairs(hit.sentence:find_all(span)) do
    if time.from >= hit.from and time.to <= hit.to then return true end
  end
  return false
end

local function share_of(hit)
  if holds_a_span(hit) then return nil end
  local part, whole = hit:value("part"), hit:value("whole")
  if not part or not whole or whole < 5 or part > whole or whole > 2000 then return nil end
  return part / whole
end

local function vote_good(doc, out)
  for s in doc:sentences() do
    for _, hit in ipairs(s:find_all(counted)) do
      local share = share_of(hit)
      if share and share >= 0.8 and not s:find(not_praise) and not s:context(hit).intended then
        out:vote { cite = hit, strength = 1 }
        break
      end
    end
  end
end

local function vote_poor(doc, out)
  for s in doc:sentences() do
    if not s:find(not_done) then
      local found
      for _, hit in ipairs(s:find_all(counted)) do
        local share = share_of(hit)
        if not found and share and share <= 0.55 and not s:context(hit).negated then found = hit end
      end
      for _, hit in ipairs(s:find_all(expected)) do
        local share = share_of(hit)
        if not found and share and share <= 0.75 then found = hit end
      end
      if found then out:vote { cite = found, strength = 1 } end
    end
  end
end

rule {
  id = "learning.sample-good",
  title = "Nearly all of a sample was as it should be",
  statement = "learning", level = 3, points = 1.75, group = "measured-well",
  about = { author = "cqc", since = "2026-11", rationale = "A counted sample shows that a change reached practice", source = "descriptor 3" },
  trigger = counted,
  evaluate = vote_good,
  examples = {
    match = {
      "The new checklist was being followed in 14 of the 15 homes visited.",
      "Of 31 promises checked, 29 had been kept and recorded.",
      "In a sample of 40 files looked at, the plan had been completed in 35.",
    },
    no_match = {
      "The checklist was being followed in 6 of the 15 homes visited.",
      "The ombudsman upheld 9 of 10 cases and the remedy was completed in 9 of 10.",
    },
  },
}

rule {
  id = "learning.sample-poor",
  title = "Half of a sample, or fewer, was as it should be",
  statement = "learning", level = 2, points = 2, group = "measured-short",
  about = { author = "cqc", since = "2026-11", rationale = "A counted sample shows that what is on paper did not reach practice", source = "descriptor 2" },
  trigger = { counted, expected },
  evaluate = vote_poor,
  examples = {
    match = {
      "Of 22 workers we asked, 6 had been observed in the past year.",
      "Staff had carried out 70 audits over the year against an expected 230.",
      "By June 31 checks had been done of the 110 expected.",
    },
    no_match = {
      "Of 22 workers we asked, 20 had been observed in the past year.",
      "Staff had carried out 225 audits over the year against an expected 230.",
      "Each of the 46 workers who joined in the last 4 years had completed the course.",
      "In 3 of 12 cases the ombudsman was content with the remedy that had been completed.",
    },
  },
}

local eight = {
  "assessing-needs", "healthier-lives", "equity", "care-provision",
  "partnerships", "safe-pathways", "safeguarding", "governance",
}

rule {
  id = "common.sample-good",
  title = "Nearly all of a sample was as it should be",
  statement = eight, level = 3, points = 1.25, group = "common-figures",
  about = { author = "cqc", since = "2026-11", rationale = "A counted sample shows what reaches people", source = "descriptor 3" },
  trigger = counted,
  evaluate = vote_good,
  examples = {
    match = { "Of 31 plans checked, 29 had been reviewed." },
    no_match = { "Of 31 plans checked, 12 had been reviewed." },
  },
}

rule {
  id = "common.sample-poor",
  title = "Half of a sample, or fewer, was as it should be",
  statement = eight, level = 2, points = 1.75, group = "common-figures",
  about = { author = "cqc", since = "2026-11", rationale = "A counted sample shows what does not reach people", source = "descriptor 2" },
  trigger = { counted, expected },
  evaluate = vote_poor,
  examples = {
    match = { "Of 31 plans checked, 12 had been reviewed." },
    no_match = { "Of 31 plans checked, 29 had been reviewed." },
  },
}
