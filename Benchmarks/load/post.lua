-- POST: a new referral each time.
local common = dofile(os.getenv("BENCH_LOAD") .. "/common.lua")

function init()
  request = common.poster()
end
