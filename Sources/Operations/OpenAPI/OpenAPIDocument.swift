// The OpenAPI 3.1 document, written once from the table of routes and the table of problems.

import HTTP
import JSON
import Pipeline

/// The document that describes the API to machines.
enum OpenAPIDocument {
  /// The document of a table of routes, as JSON.
  static func bytes(of routes: [Route], _ settings: SurfaceSettings) -> [UInt8] {
    let schemas = SchemaTable(routes, and: [OpenAPIComponents.problem])
    var writer = JSONWriter(reserving: 262_144)
    writer.object { writer in
      writer.member("openapi", "3.1.0")
      writer.object("info") { info(settings, to: &$0) }
      writer.array("servers") { writer in writer.object { $0.member("url", "/") } }
      writer.array("tags") { writer in
        for tag in Set(routes.map(\.tag)).sorted() { writer.object { $0.member("name", tag) } }
      }
      writer.object("paths") { paths(routes, to: &$0) }
      writer.key("components")
      OpenAPIComponents(schemas: schemas).write(to: &writer)
      writer.object("externalDocs") { writer in
        writer.member("description", "The same tables as a page.")
        writer.member("url", "/docs")
      }
    }
    return writer.bytes
  }

  // DIGG's REST profile: DOK.03, DOK.08, DOK.09, DOK.11.
  private static func info(_ settings: SurfaceSettings, to writer: inout JSONWriter) {
    writer.member("title", settings.name)
    writer.member("version", settings.version)
    writer.member("summary", "Samverkan mellan socialtjänst och partner.")
    writer.member(
      "description",
      """
      Uppsökande arbete, remisser och partner i svensk socialtjänst. Tider är RFC 3339 i UTC; \
      dagar gäller Europe/Stockholm.

      Outreach, referrals and partners in Swedish social services. Instants are RFC 3339 in UTC; \
      days mean Europe/Stockholm.
      """)
    writer.object("contact") { writer in
      writer.member("name", settings.contactName)
      writer.member("url", "/docs")
    }
    writer.object("license") { writer in
      writer.member("name", "ISC")
      writer.member("identifier", "ISC")
    }
    writer.member("x-sla", "Enligt avtal med kommunen / by agreement with the municipality")
    writer.member(
      "x-limitations", "200 rows on a page; 1 MiB of JSON in a body; 429 says when to try again")
  }

  private static func paths(_ routes: [Route], to writer: inout JSONWriter) {
    let ids = operationIDs(of: routes)
    var order: [String] = []
    var indexes: [String: [Int]] = [:]
    for (index, route) in routes.enumerated() {
      if indexes[route.path] == nil { order.append(route.path) }
      indexes[route.path, default: []].append(index)
    }
    for path in order {
      writer.key(named: path)
      writer.object { writer in
        for index in indexes[path] ?? [] {
          writer.key(named: routes[index].method.name.lowercased())
          OpenAPIOperation(route: routes[index], id: ids[index]).write(to: &writer)
        }
      }
    }
  }

  /// A unique name for each route: its action, with the method and then a number where several
  /// routes do the same thing.
  static func operationIDs(of routes: [Route]) -> [String] {
    var counts: [String: Int] = [:]
    for route in routes { counts[route.action, default: 0] += 1 }
    var taken: Set<String> = []
    return routes.map { route in
      let plain = route.action
      let base = counts[plain] == 1 ? plain : "\(plain).\(route.method.name.lowercased())"
      var name = base
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(base).\(number)"
        number += 1
      }
      return name
    }
  }
}
