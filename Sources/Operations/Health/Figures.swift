// From what was counted to metrics: requests by action, the writer, the process. Labels are actions
// and classes of status; never an id, a path or a caller.

import Glibc
import Pipeline
import SQLite

/// What was asked, by action.
enum RequestFigures {
  static func metrics(_ routes: [Route], _ counts: [RouteCount]) -> [Metric] {
    // Several routes may do the same thing; a series must stand once.
    var actions: [String: RouteCount] = [:]
    for (route, count) in zip(routes, counts) {
      guard var sum = actions[route.action] else {
        actions[route.action] = count
        continue
      }
      for index in sum.answers.indices { sum.answers[index] += count.answers[index] }
      sum.microseconds += count.microseconds
      actions[route.action] = sum
    }
    let rows = actions.sorted { $0.key < $1.key }
    let answers = rows.flatMap { action, count in
      (1...5).filter { count.answers[$0] > 0 }.map { digit in
        Metric.Sample(
          labels: [("action", action), ("class", "\(digit)xx")],
          value: Double(count.answers[digit]))
      }
    }
    let durations = rows.filter { $0.value.total > 0 }.flatMap { action, count in
      let seconds = Double(count.microseconds) / 1_000_000
      return [
        Metric.Sample(suffix: "_sum", labels: [("action", action)], value: seconds),
        Metric.Sample(suffix: "_count", labels: [("action", action)], value: Double(count.total)),
      ]
    }
    return [
      Metric(
        "samverkan_requests_total", "Answers by action and class.", .counter, samples: answers),
      Metric(
        "samverkan_request_seconds", "Time from request to answer.", .summary, samples: durations),
    ]
  }
}

/// What the writer did.
enum WriterFigures {
  static func metrics(_ figures: WriterStatistics) -> [Metric] {
    [
      counter("jobs_total", "Jobs settled.", figures.jobs),
      counter("commits_total", "Transactions committed.", figures.commits),
      counter("lost_groups_total", "Transactions lost whole.", figures.lostGroups),
      counter("turned_away_total", "Jobs turned away, for too many waited.", figures.turnedAway),
      counter("checkpoints_total", "Checkpoints done.", figures.checkpoints),
      gauge("queue_depth", "Jobs that wait or are being done.", Double(figures.queueDepth)),
      gauge("wal_bytes", "Length of the write-ahead log in use.", Double(figures.walBytes)),
      gauge("last_commit_seconds", "The last COMMIT.", seconds(figures.lastCommitMicroseconds)),
      gauge(
        "longest_commit_seconds", "The longest COMMIT.",
        seconds(figures.longestCommitMicroseconds)),
      gauge(
        "longest_checkpoint_seconds", "The longest checkpoint.",
        seconds(figures.longestCheckpointMicroseconds)),
      gauge("disk_full", "1 when the last transaction found no room.", figures.isFull ? 1 : 0),
      gauge("broken", "1 when writing has ended for good.", figures.isBroken ? 1 : 0),
    ]
  }

  private static func counter(_ name: String, _ help: String, _ value: UInt64) -> Metric {
    Metric("samverkan_writer_" + name, help, .counter, Double(value))
  }

  private static func gauge(_ name: String, _ help: String, _ value: Double) -> Metric {
    Metric("samverkan_writer_" + name, help, .gauge, value)
  }

  private static func seconds(_ microseconds: UInt64) -> Double {
    Double(microseconds) / 1_000_000
  }
}

/// How the server works now.
enum ModeFigures {
  static func metrics(_ mode: ServiceMode?) -> [Metric] {
    [
      Metric(
        "samverkan_mode", "1 for the mode that the server is in.", .gauge,
        samples: ServiceMode.allCases.map { each in
          Metric.Sample(labels: [("mode", each.rawValue)], value: each == mode ? 1 : 0)
        })
    ]
  }
}

/// What the process takes, read from /proc when it is asked for.
enum ProcessFigures {
  static var metrics: [Metric] {
    var metrics: [Metric] = []
    if let resident = residentBytes {
      metrics.append(
        Metric("process_resident_memory_bytes", "Memory in use.", .gauge, Double(resident)))
    }
    if let count = openDescriptorCount {
      metrics.append(Metric("process_open_fds", "Open descriptors.", .gauge, Double(count)))
    }
    return metrics
  }

  // The second number of statm is the resident pages (proc(5)).
  private static var residentBytes: Int? {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let text = withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      let count = read(file, buffer.baseAddress, buffer.count)
      return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
    let numbers = text.split(separator: " ")
    guard numbers.count > 1, let pages = Int(numbers[1]) else { return nil }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  private static var openDescriptorCount: Int? {
    guard let folder = opendir("/proc/self/fd") else { return nil }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // Without `.`, `..` and the descriptor that reads the folder.
    return count - 3
  }
}
