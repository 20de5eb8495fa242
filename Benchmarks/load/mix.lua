-- 90 reads of one record, 5 lists, 5 POSTs of a hundred. The last path of the file is the list.
local common = dofile(os.getenv("BENCH_LOAD") .. "/common.lua")

function init()
  local requests = common.gets()
  local list = table.remove(requests)
  local post = common.poster()
  local count, at, turn = #requests, 0, 0
  function request()
    turn = turn % 20 + 1
    if turn == 7 then return list end
    if turn == 17 then return post() end
    at = at % count + 1
    return requests[at]
  end
end
