// Health and metrics: each check makes the server unready on its own, and only an operator reads
// figures.

import HTTP
import JSON
@testable import Operations
@testable import Pipeline
import SQLite
import TestSupport
import Testing

struct HealthTests {
  @Test func `who lives says so in the fewest bytes`() throws {
    let answer = try Surroundings().world().call("GET", "/health/live")
    #expect(answer.text == #"{"status":"live"}"#)
    #expect(answer.field("Cache-Control") == "no-store")
    #expect(answer.field("ETag") == nil)
  }

  @Test func `who is ready passes every check`() throws {
    let answer = try Surroundings().world().call("GET", "/health/ready")
    #expect(answer.status == 200)
    #expect(answer.text("status") == "ready")
    #expect(failing(answer).isEmpty)
    #expect(answer.body["checks"]?.array?.count == HealthCheck.allCases.count)
  }

  @Test func `a server that stops is not ready, but lives`() throws {
    let around = try Surroundings()
    let world = try around.world()
    around.health.isDraining = true
    let answer = try world.call("GET", "/health/ready")
    #expect(answer.status == 503)
    #expect(answer.text("status") == "unready")
    #expect(failing(answer) == ["draining"])
    #expect(try world.call("GET", "/health/live").status == 200)
    around.health.isDraining = false
    #expect(try world.call("GET", "/health/ready").status == 200)
  }

  @Test func `a broken writer is not ready`() throws {
    let world = try Surroundings(canWrite: { false }).world()
    #expect(failing(try world.call("GET", "/health/ready")) == ["writer"])
  }

  @Test func `a full disk is not ready`() throws {
    let world = try Surroundings(freeBytesMin: .max).world()
    #expect(failing(try world.call("GET", "/health/ready")) == ["disk"])
  }

  @Test func `a schema that is not this program's is not ready`() throws {
    let world = try Surroundings().world()
    try world.writer.run { database in
      try database.run(
        "UPDATE migration SET sha256 = 'z' || substr(sha256, 2) WHERE number = 1")
    }
    #expect(failing(try world.call("GET", "/health/ready")) == ["schema"])
  }

  private func failing(_ answer: Answer) -> [String] {
    (answer.body["checks"]?.array ?? []).filter { $0["status"]?.string == "fail" }
      .compactMap { $0["name"]?.string }
  }
}

struct MetricTests {
  @Test(arguments: ServiceMode.allCases)
  func `one mode of the server is told as one, the others as none`(_ mode: ServiceMode) {
    let samples = ModeFigures.metrics(mode).flatMap(\.samples)
    #expect(samples.filter { $0.value == 1 }.map { $0.labels[0].value } == [mode.rawValue])
    #expect(samples.count == ServiceMode.allCases.count)
    #expect(ModeFigures.metrics(nil).flatMap(\.samples).allSatisfy { $0.value == 0 })
  }

  @Test func `figures are for the operator`() throws {
    let around = try Surroundings()
    let world = try around.world()
    #expect(try world.call("GET", "/metrics").status == 401)
    let refused = try world.call("GET", "/metrics", as: "uppsala-admin")
    #expect(refused.status == 403)
    #expect(refused.text("permission") == "server.operate")
    let answer = try world.call("GET", "/metrics", as: "operator")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
    #expect(answer.field("Cache-Control") == "no-store")
  }

  @Test func `answers are counted by action and class`() throws {
    let around = try Surroundings()
    let world = try around.world()
    around.metrics.add(world.services)
    _ = try world.call("GET", "/health/live")
    _ = try world.call("GET", "/health/live")
    _ = try world.call("GET", "/api/v1/units/nothing", as: "uppsala-admin")
    let text = try world.call("GET", "/metrics", as: "operator").text
    let lines = text.split(separator: "\n")
    #expect(lines.contains(#"samverkan_requests_total{action="health.live",class="2xx"} 2"#))
    #expect(lines.contains(#"samverkan_requests_total{action="unit.read",class="4xx"} 1"#))
    #expect(lines.contains(#"samverkan_request_seconds_count{action="health.live"} 2"#))
    #expect(text.contains(#"samverkan_request_seconds_sum{action="health.live"} "#))
    #expect(text.contains("\nsamverkan_writer_commits_total "))
    #expect(text.contains("\nprocess_resident_memory_bytes "))
    #expect(text.contains("\nprocess_open_fds "))
    #expect(lines.filter { $0.hasPrefix("# TYPE samverkan_requests_total ") }.count == 1)
  }

  @Test func `a source that is added is asked each time`() throws {
    let around = try Surroundings()
    around.metrics.add { [Metric("samverkan_connections_open", "Open.", .gauge, 3)] }
    let text = String(decoding: around.metrics.page, as: UTF8.self)
    #expect(
      text.hasSuffix(
        """
        # HELP samverkan_connections_open Open.
        # TYPE samverkan_connections_open gauge
        samverkan_connections_open 3

        """))
  }

  @Test func `routes with one action are one series`() {
    let reply = Reply(about: .nobody, body: .none)
    func route(_ path: String) -> Route {
      Route(.get, path, "thing.read", "A.", needs: .nobody, answers: .ok, nil) { _ in reply }
    }
    var count = RouteCount()
    count.answers[2] = 4
    count.microseconds = 500_000
    let metrics = RequestFigures.metrics([route("/a"), route("/b")], [count, count])
    #expect(metrics[0].samples.map(\.value) == [8])
    #expect(metrics[1].samples.map(\.value) == [1, 8])
  }

  @Test func `labels and help are escaped`() {
    let metric = Metric(
      "m", "a\\b\nc\"", .counter, samples: [.init(labels: [("l", "a\\b\nc\"")], value: 0.5)])
    #expect(
      String(decoding: MetricText.bytes(of: [metric]), as: UTF8.self)
        == "# HELP m a\\\\b\\nc\"\n# TYPE m counter\nm{l=\"a\\\\b\\nc\\\"\"} 0.5\n")
  }
}
