-- What every load shares. The driver hands its wishes over in the environment, so that no token is
-- seen in the list of processes:
--   BENCH_TOKEN       bearer token; empty: none
--   BENCH_PATHS       file of request paths, one a line, asked in turn
--   BENCH_POST_PATH   path of the POST
--   BENCH_POST_TOKEN  its bearer token; empty: none
--   BENCH_POST_BODY   file of its JSON body; '@' is replaced by a number that is new each time
--   BENCH_TAG         makes those numbers unlike those of any earlier load
local common = {}

local function setting(name)
  local value = os.getenv(name)
  return value ~= "" and value or nil
end

local function authorization(token)
  return token and { Authorization = "Bearer " .. token } or {}
end

local function host(headers)
  headers["Host"] = wrk.headers["Host"]
  return headers
end

-- The GET requests, ready to send.
function common.gets()
  local requests = {}
  local headers = host(authorization(setting("BENCH_TOKEN")))
  for path in io.lines(setting("BENCH_PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  return requests
end

-- A function that gives a POST with a new reference and Idempotency-Key each time.
function common.poster()
  local file = io.open(setting("BENCH_POST_BODY"))
  local body = file:read("*a")
  file:close()
  local tag = setting("BENCH_TAG") .. "-"
  local before, after = body:match("^(.-)@(.*)$")
  local headers = host(authorization(setting("BENCH_POST_TOKEN")))
  headers["Content-Type"] = "application/json"
  headers["Idempotency-Key"] = "@"
  local width = #tag + 9
  local sample = string.rep("x", #body - 1 + width)
  local head = wrk.format("POST", setting("BENCH_POST_PATH"), headers, sample)
  head = head:sub(1, head:find("\r\n\r\n", 1, true) + 3)
  local first, second = head:match("^(.-: )@(\r\n.*)$")
  second = second .. before
  local count = 0
  return function()
    count = count + 1
    local number = string.format("%s%09d", tag, count)
    return first .. number .. second .. number .. after
  end
end

-- wrk calls this at the end; the driver reads the line.
function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "bytes": %d, "p50": %f, "p99": %f,'
      .. ' "socketErrors": %d, "timeouts": %d, "badStatus": %d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50),
    latency:percentile(99), failed.connect + failed.read + failed.write, failed.timeout,
    failed.status))
end

return common
