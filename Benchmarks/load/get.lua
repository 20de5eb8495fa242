-- GET: the paths of a file in turn.
local common = dofile(os.getenv("BENCH_LOAD") .. "/common.lua")

function init()
  local requests = common.gets()
  local count, at = #requests, 0
  function request()
    at = at % count + 1
    return requests[at]
  end
end
