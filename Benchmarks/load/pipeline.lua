-- Sixteen requests in one write; wrk counts each answer.
local common = dofile(os.getenv("BENCH_LOAD") .. "/common.lua")

function init()
  local sixteen = string.rep(common.gets()[1], 16)
  function request() return sixteen end
end
