local helper = phrase "@helpers"
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
    if out:met() then out:vot { cite = found, strength = 1 } end
  end,
  examples = {
    match = { "Carers were praised. Volunteers were well liked." },
    no_match = { "Carers were praised." },
  },
}
