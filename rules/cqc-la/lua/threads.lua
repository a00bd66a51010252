-- What follows from what: feedback and the change it brought, plans and results, excellence and its caveats.

local gathers = phrase [[
  [survey|surveys|feedback|views|forum|forums] *6 [carried out|gathered|collected|obtained|sought|received|completed]
  [carried out|gathered|collected|obtain|sought|seek|received] *4 [survey|surveys|feedback|views]
  [systems|system|ways] *6 feedback
]]
local changed = phrase [[
  [led to|resulted in|brought about|prompted] *4 [change|changes|improvement|improvements|new]
  [feedback|complaints|views|suggestions|audits|learning] *8 [informed|shaped|influenced|changed|improved]
  used *2 [feedback|learning|complaints|views] *6 to [improve|inform|shape|change|influence]
  used to [inform|shape|improve|influence]
  [following|in response to|as a result of] *3 [feedback|complaints|audits|suggestions|learning]
  [improvements|improvement|improved] *10 [reported|following|as a result|since|response|impact]
  positive impact on
  this informed
  as a result
]]
-- "Feedback was used to inform the council about what went well": nothing changed.
local only_praise = phrase "inform the [local authority|council|service] about what"
local told = phrase [[
  [not|never|no] *4 [told|aware|informed|heard|know] *8 [outcome|outcomes|happened|came of|difference|feedback]
  [unclear|unsure|not clear] *6 [feedback|complaints|views|surveys]
  [experiences|feedback|views|surveys] *5 not *4 [used|analysed|shape|inform|acted]
  no *2 evidence *6 [feedback|views|experiences]
  [feedback|survey|surveys|carers] *8 [negative|critical] comments
]]
local planned = phrase [[
  [there were|had|had a] [plans|plan] [to|for]
  [planned|intended|hoped|aimed|wanted] to
  [was|were] being [developed|drafted|considered|designed|refreshed]
  [had started|was starting|had begun|was beginning] to
  commitment to improve
  would [help|enable|provide|improve|allow]
  [more|further] work was [needed|required]
  not yet in place
]]
local result = phrase [[
  had [improved|reduced|fallen|increased|led|helped|changed|resulted]
  [improved|reduced|reduction|improvement|improvements] *8 [by|from|following|since|as a result|reported|waiting|outcomes]
  [led to|resulted in]
  positive impact
  {percent}
  working well
  used to [inform|shape|improve|influence]
  [effective|embedded] [in|into]
]]
local top = phrase [[
  [exceptional|outstanding|exemplary|sector-leading|sector leading|pioneering|world-class|inspirational]
  [nationally|internationally] [recognised|adopted]
  [adopted|replicated] *4 [nationally|councils|local authorities]
  [independently evaluated|independent evaluation]
  [co-chaired|led] by *2 @lived-experience
  [at every level|at all levels|at every stage|in everything]
  [unanimous|without exception|overwhelmingly positive]
  national award
  research active
]]
local reservation = phrase [[
  [however|although|despite]
  @weak
  @unaware
  [inconsistent|variable|mixed|not yet|not always|some people|further work|shortfalls|early stage|in its infancy]
]]
local unmet = phrase [[
  outstanding [action|actions|complaint|complaints|review|reviews|debt|recommendation|recommendations]
  rated outstanding
]]

rule {
  id = "learning.feedback-without-change",
  title = "Feedback is gathered and nothing is said to have changed",
  statement = "learning", level = 2, points = 1.5, group = "feedback",
  about = { author = "policy-team", rationale = "What marks the lower score is feedback without effect", source = "descriptor 2" },
  trigger = gathers,
  evaluate = function(doc, out)
    local asked, moved, open = 0, 0, {}
    for s in doc:sentences() do
      if s:find(gathers) then asked = asked + 1 end
      local change = s:find(changed)
      if change then
        local c = s:context(change)
        if not (c.dropped or c.negated or c.intended) then moved = moved + 1 end
      end
      local gap = s:find(told)
      if gap then open[#open + 1] = gap end
    end
    out:need("sentences in which feedback is gathered", asked, ">=", 1)
    out:need("sentences in which it changed something", moved, "<=", 2)
    out:need("sentences in which the loop stays open", #open, ">=", 2)
    if out:met() then out:vote { cite = open, strength = 1 } end
  end,
  examples = {
    match = { "The council carried out surveys of carers. Carers were never told the outcome. Views were not used to plan services." },
    no_match = { "The council carried out surveys of carers. Surveys led to changes. Feedback informed the strategy. The forum prompted a new leaflet. Some carers were never told the outcome. Views were not used to plan transport." },
  },
}

rule {
  id = "learning.change-named-often",
  title = "Change because of learning is named again and again",
  statement = "learning", level = 3, points = 1.5, group = "feedback",
  about = { author = "policy-team", rationale = "Several named changes show a habit and not an accident", source = "descriptor 3" },
  trigger = changed,
  evaluate = function(doc, out)
    local found = {}
    for s in doc:sentences() do
      local hit = s:find(changed)
      if hit then
        local c = s:context(hit)
        if not (c.dropped or c.negated or c.intended) and not s:find(told) and not s:find(only_praise) then
          found[#found + 1] = hit
        end
      end
    end
    out:need("sentences in which learning changed something", #found, ">=", 4)
    out:need("their share of all sentences", #found / math.max(doc:count(), 1), ">=", 0.05)
    if out:met() then out:vote { cite = found, strength = 1 } end
  end,
  examples = {
    match = { "Feedback informed the strategy. Complaints led to changes in billing. Learning shaped the induction. The survey prompted a new leaflet." },
    no_match = { "Feedback informed the strategy. There were plans to use complaints to improve billing." },
  },
}

rule {
  id = "learning.plans-outnumber-results",
  title = "More is planned than has been achieved",
  statement = "learning", level = 2, points = 1.25, group = "impact",
  about = { author = "policy-team", rationale = "Intent is not achievement", source = "descriptor 2" },
  trigger = planned,
  evaluate = function(doc, out)
    local plans, results = {}, 0
    for s in doc:sentences() do
      local p, r = s:find(planned), s:find(result)
      if p then plans[#plans + 1] = p end
      if r and not p and not s:context(r).negated then results = results + 1 end
    end
    out:need("sentences that tell of plans", #plans, ">=", 3)
    out:need("plans for each result", #plans / math.max(results, 1), ">", 1)
    if out:met() then out:vote { cite = plans, strength = 0.7 } end
  end,
  examples = {
    match = { "There were plans to review audits. Leaders hoped to recruit a lead. A new framework was being developed. More work was needed." },
    no_match = { "There were plans to review audits. Waits had reduced by 40%. Training had improved practice. The hub was working well." },
  },
}

rule {
  id = "learning.excellence-without-reservation",
  title = "Excellence in several respects, hardly a reservation",
  statement = "learning", level = 4, points = 4, group = "exceptional",
  about = { author = "policy-team", rationale = "Between good and exceptional lies the absence of caveats", source = "descriptor 4" },
  trigger = top,
  evaluate = function(doc, out)
    local found, doubts = {}, 0
    for s in doc:sentences() do
      local hit = s:find(top)
      if hit and not s:find(unmet) and not s:context(hit).dropped and not s:find(reservation) then found[#found + 1] = hit end
      if s:find(reservation) then doubts = doubts + 1 end
    end
    out:need("sentences that tell of excellence", #found, ">=", 4)
    out:need("share of sentences with a reservation", doubts / math.max(doc:count(), 1), "<=", 0.12)
    if out:met() then out:vote { cite = found, strength = 1 } end
  end,
  examples = {
    match = { "Learning was outstanding. The model was adopted by eleven councils. An independent evaluation showed its worth. Co-production took place at every stage." },
    no_match = { "Learning was outstanding. However, audits were limited. Staff were unclear about lessons. Some people were not told." },
  },
}
