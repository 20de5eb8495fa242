// The pages beside the API: what they hold, in which form, and that they need nothing from the web.

import Access
import HTTP
import JSON
@testable import Operations
import Pipeline
import TestSupport
import Testing
import Vocabulary

struct PageTests {
  let around: Surroundings
  let world: World

  init() throws {
    around = try Surroundings()
    world = try around.world()
  }

  @Test func `the docs hold every route, role, permission and problem`() throws {
    let page = try world.call("GET", "/docs")
    #expect(page.status == 200)
    #expect(page.field("Content-Type") == "text/html; charset=utf-8")
    for route in around.surface.routes {
      #expect(page.text.contains("<code>\(route.method.name) \(route.path)</code>"))
    }
    for role in Role.allCases { #expect(page.text.contains(">\(role.rawValue)</abbr>")) }
    for permission in Permission.allCases {
      #expect(page.text.contains("<code>\(permission.rawValue)</code></th>"))
    }
    for code in ProblemCode.allCases {
      #expect(page.text.contains("href=\"/problems/\(code.rawValue)\""))
    }
    #expect(page.text.contains("-d &#39;{&quot;slug&quot;:&quot;uppsala-nexus&quot;"))
  }

  @Test func `the docs need nothing from the web and run nothing`() throws {
    let page = try world.call("GET", "/docs")
    #expect(!page.text.contains("<script"))
    #expect(!page.text.contains("<link"))
    #expect(!page.text.contains("src="))
    #expect(!page.text.contains("href=\"http"))
    #expect(page.text.contains("<html lang=\"sv\">"))
    let policy = try #require(page.field("Content-Security-Policy"))
    #expect(policy.hasPrefix("default-src 'none'"))
    #expect(try world.call("GET", "/version").field("Content-Security-Policy") == nil)
  }

  @Test(arguments: ProblemCode.allCases)
  func `every problem has a page in both forms and languages`(_ code: ProblemCode) throws {
    let path = "/problems/\(code.rawValue)"
    let json = try world.call("GET", path)
    #expect(json.status == 200)
    #expect(json.text("code") == code.rawValue)
    #expect(json["status"]?.integer == Int64(code.status))
    #expect(json.body.at("title", "sv")?.string == code.title.sv)
    #expect(json.body.at("advice", "en")?.string == code.advice.en)
    #expect(!code.advice.sv.isEmpty)
    let page = try world.call("GET", path, fields: ["Accept": "text/html,*/*;q=0.8"])
    #expect(page.field("Content-Type") == "text/html; charset=utf-8")
    #expect(page.text.contains(code.rawValue))
    #expect(page.text.contains("<section lang=\"en\">"))
  }

  @Test func `an unknown problem is not found`() throws {
    #expect(try world.call("GET", "/problems/nothing").status == 404)
    #expect(try world.call("GET", "/problems/").status == 404)
  }

  @Test func `faults in security have somewhere to go`() throws {
    let answer = try world.call("GET", "/.well-known/security.txt")
    #expect(answer.field("Content-Type") == "text/plain; charset=utf-8")
    #expect(
      answer.text == """
        Contact: mailto:sakerhet@example.se
        Expires: 2027-05-24T00:00:00Z
        Preferred-Languages: sv, en

        """)
  }

  @Test func `the service says what it is`() throws {
    let info = try world.call("GET", "/api/v1/api-info")
    #expect(info.text("apiName") == "Samverkan")
    #expect(info.text("apiVersion") == "0.1.0")
    #expect(info.text("apiReleased") == "2026-11-25")
    #expect(info.text("apiDocumentation") == "/docs")
    #expect(info.text("apiStatus") == "active")
    #expect(try world.call("GET", "/version").text("version") == "0.1.0")
  }

  @Test(arguments: ["/", "/api/v1/"])
  func `the root leads on`(_ path: String) throws {
    let links = try world.call("GET", path)
    #expect(links.status == 200)
    for name in ["apiInfo", "codes", "docs", "openapi", "api"] {
      #expect(try world.call("GET", try #require(links.text(name))).status == 200, "\(name)")
    }
  }

  @Test(arguments: [
    "/", "/docs", "/openapi.json", "/version", "/api/v1/", "/api/v1/api-info", "/api/v1/codes",
    "/api/v1/codes/sex", "/health/live", "/health/ready", "/problems/busy",
    "/.well-known/security.txt",
  ])
  func `what anyone may read takes HEAD, refuses POST and wants no token`(_ path: String) throws {
    let get = try world.call("GET", path)
    let head = try world.call("HEAD", path)
    #expect(get.status == 200)
    #expect(head.status == 200)
    #expect(head.field("Content-Type") == get.field("Content-Type"))
    #expect(head.field("ETag") == get.field("ETag"))
    let post = try world.call("POST", path)
    #expect(post.status == 405)
    #expect(post.field("Allow") == "GET, HEAD, OPTIONS")
    #expect(try world.call("GET", path + "?x=1").status == 400)
    #expect(try world.call("GET", path, fields: ["Accept": "image/png"]).status == 406)
  }

  @Test func `text on a page cannot become markup`() {
    var writer = HTMLWriter()
    writer.line("<p>", "<b title=\"x\">&'", "</p>")
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "<p>&lt;b title=&quot;x&quot;&gt;&amp;&#39;</p>")
  }
}
