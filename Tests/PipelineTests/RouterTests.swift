// The router: which path leads where, and what a path that leads nowhere gets.

import HTTP
@testable import Pipeline
import Testing

struct RouterTests {
  static func route(_ method: HTTP.Method, _ path: String) -> Route {
    Route(method, path, "test", "A test.", needs: .nobody, answers: .ok, nil) { _ in
      Reply(about: .nobody, body: .none)
    }
  }

  private let router = Router([
    route(.get, "/"), route(.get, "/units"), route(.post, "/units"), route(.get, "/units/mine"),
    route(.get, "/units/{unit}"), route(.patch, "/units/{unit}"),
    route(.get, "/units/{unit}/teams/{team}"), route(.get, "/api/v1/"), route(.get, "/docs åäö"),
  ])

  private func match(_ method: HTTP.Method, _ path: String) -> String {
    switch router.match(method, Array(path.utf8)) {
    case .found(let route, let index, let parameters):
      route.path == router.routes[index].path
        ? ([route.path] + parameters).joined(separator: " ") : "another row"
    case .noMethod(let allow): allow.joined(separator: ",")
    case .notFound: "nothing"
    }
  }

  @Test(arguments: [
    ("/", "/"), ("/units", "/units"), ("/units/mine", "/units/mine"),
    ("/units/a", "/units/{unit} a"), ("/units/mine%20", "/units/{unit} mine "),
    ("/units/min%65", "/units/mine"), ("/unit%73", "/units"),
    ("/units/%C3%A5", "/units/{unit} å"), ("/units/a%2Fb", "/units/{unit} a/b"),
    ("/units/a+b", "/units/{unit} a+b"), ("/units/{unit}", "/units/{unit} {unit}"),
    ("/units/a/teams/b", "/units/{unit}/teams/{team} a b"), ("/api/v1/", "/api/v1/"),
    ("/docs%20%C3%A5%C3%A4%C3%B6", "/docs åäö"),
    ("", "nothing"), ("*", "nothing"), ("units", "nothing"), ("//", "nothing"),
    ("/units/", "nothing"), ("/units//teams/b", "nothing"), ("/units/a/teams", "nothing"),
    ("/units/a/teams/", "nothing"), ("/Units", "nothing"), ("/unit", "nothing"),
    ("/unitss", "nothing"), ("/api/v1", "nothing"), ("/api", "nothing"),
    ("/units/%FF", "nothing"), ("/units/%00", "nothing"), ("/units/%2", "nothing"),
    ("/units/mine/more", "nothing"),
  ])
  func `a path leads to one row or to nothing`(_ path: String, _ row: String) {
    #expect(match(.get, path) == row)
  }

  @Test func `a resource knows its methods`() {
    #expect(match(.delete, "/units") == "GET,POST,HEAD,OPTIONS")
    #expect(match(.post, "/units/a") == "GET,PATCH,HEAD,OPTIONS")
    #expect(match(.head, "/units/a") == "/units/{unit} a")
    #expect(match("get", "/units") == "GET,POST,HEAD,OPTIONS")
    #expect(router.methods == ["GET", "PATCH", "POST", "HEAD", "OPTIONS"])
  }

  @Test func `two rows in one place stop the start`() async {
    await #expect(processExitsWith: .failure) {
      _ = Router([RouterTests.route(.get, "/a/{x}"), RouterTests.route(.get, "/a/{y}")])
    }
  }
}
