// Faults in query, header fields and method, on every route; HEAD and OPTIONS; 405 with Allow.

import HTTP
import JSON
import Pipeline
import TestSupport
import Testing
import Vocabulary

struct BadHeadTests {
  private static let unknown = "0190d5f0-7c00-7000-8000-00000000ffff"

  /// A header field with a value that does not do, and the status that says so.
  private static let fields: [(name: String, value: String, status: Int)] = [
    ("If-Match", "abc", 400), ("If-Match", "\"open", 400), ("If-Match", "", 400),
    ("Idempotency-Key", "två ord", 400), ("Idempotency-Key", "", 400),
    ("Idempotency-Key", String(repeating: "k", count: 129), 400),
    ("Access-Purpose", "nyfikenhet", 400), ("Access-Purpose", "", 400),
    ("Accept", "image/gif", 406), ("Accept", "application/json;q=0, text/csv;q=0, */*;q=0", 406),
    ("Authorization", "Basic YTpi", 401), ("Authorization", "Bearer", 401),
    ("Authorization", "Bearer sms_inte-en-token", 401),
  ]

  @Test func `no route takes a header field that is none`() throws {
    let world = try Whole.world()
    let before = try world.rows()
    for route in Whole.routes {
      let token = Holders.token(for: route)
      for field in Self.fields {
        let isToken = field.name == "Authorization"
        let answer = try world.ask(
          route, naming: Self.unknown, token: isToken ? nil : token,
          fields: [field.name: field.value])
        #expect(
          answer.status == field.status,
          "\(route.action), \(field.name): \(field.value): \(answer)")
      }
    }
    #expect(try world.rows() == before)
  }

  @Test func `no route takes a query parameter that it does not know, or one twice`() throws {
    let world = try Whole.world()
    let before = try world.rows()
    for route in Whole.routes {
      let path = String(route.path(naming: Self.unknown).prefix { $0 != "?" })
      let known = route.parameters.map { "\($0.name)=x&\($0.name)=x" }
      for query in ["okand=1", "a=%FF", "=", "a=%0"] + known {
        do {
          let answer = try world.send(
            route.method.name, path + "?" + query, route.sample, token: Holders.token(for: route))
          #expect(answer.status == 400, "\(route.action)?\(query): \(answer)")
          #expect(answer.code == "bad_query" || answer.code == "malformed_request")
        } catch let error as ParseError {
          #expect(error.status.code == 400)
        }
      }
    }
    #expect(try world.rows() == before)
  }

  // What is no number, no code, no day: 400 that names the parameter; never a fault of ours.
  @Test func `no list takes a parameter's value that does not do`() throws {
    let world = try Whole.world()
    for route in Whole.routes where route.method == .get {
      let path = String(route.path(naming: Self.unknown).prefix { $0 != "?" })
      for parameter in route.parameters {
        for value in ["%00", "-1", "9999999999999999999", "'%20OR%201=1%20--", "%C3%A5%2C%2C"] {
          let answer = try world.send(
            "GET", "\(path)?\(parameter.name)=\(value)", nil, token: Holders.token(for: route))
          #expect(
            [200, 400, 403, 404].contains(answer.status),
            "\(route.action)?\(parameter.name)=\(value): \(answer)")
        }
      }
    }
  }

  @Test func `HEAD is answered wherever GET is, with the same status and fields`() throws {
    let world = try Whole.world()
    for route in Whole.routes where route.method == .get {
      let path = route.path(naming: Self.unknown)
      let token = Holders.token(for: route)
      let fields = ["X-Request-Id": "same"]
      let get = try world.send("GET", path, nil, token: token, fields: fields)
      let head = try world.send("HEAD", path, nil, token: token, fields: fields)
      #expect(head.face.dropFirst(2) == get.face.dropFirst(2), "\(path)")
      #expect(head.status == get.status, "\(path)")
    }
  }

  @Test func `each path says with OPTIONS and with 405 which methods it takes`() throws {
    let world = try Whole.world()
    let paths = Dictionary(grouping: Whole.routes) { route in
      route.path.split(separator: "/", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("{") ? Self.unknown : String($0) }.joined(separator: "/")
    }
    for (path, routes) in paths {
      let own = Set(routes.map(\.method.name))
      let allow = own.union(own.contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"])
      func methods(_ answer: Answer) -> Set<String> {
        Set((answer.field("Allow") ?? "").split(separator: ",").map { $0.filter { $0 != " " } })
      }
      let options = try world.call("OPTIONS", path)
      #expect(options.status == 204 && methods(options) == allow, "\(path): \(options)")
      for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] where !own.contains(method) {
        let answer = try world.call(method, path)
        #expect(answer.status == 405 && methods(answer) == allow, "\(method) \(path): \(answer)")
      }
      #expect(try world.call("BREW", path).status == 501)
    }
  }

  @Test(
    arguments: [
      "/api/v1/units/", "/api/v1//units", "/API/v1/units", "/api/v1/units%2Fa", "/api/v1/units/a/b",
      "/api/v2/units", "/api/v1/units/..", "/api/v1/units/%00", "/api/v1/units/%FF", "/nothing",
    ])
  func `what is no path of ours is not found`(_ path: String) throws {
    let answer = try Whole.world().call("GET", path, as: "uppsala-admin")
    #expect([400, 404].contains(answer.status), "\(answer)")
  }
}
