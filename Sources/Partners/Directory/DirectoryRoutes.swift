// The public directory over HTTP, in HSDS 3.0. It needs no caller, shows nothing personal, and may
// be kept for a minute.

import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// The public directory over HTTP.
package enum DirectoryRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/hsds/v3/", "directory.about", "Which version of HSDS this is.", needs: .nobody,
      answers: .ok,
      .object(
        "DirectoryAbout",
        [.init("version", .text), .init("profile", .text), .init("openapi_url", .text)]),
      handler: about),
    Route(
      .get, "/hsds/v3/services", "directory.list_services", "Public services, page by page.",
      needs: .nobody, parameters: DirectoryQuery.serviceParameters, answers: .ok,
      page(named: "HSDSServicePage")
    ) { try list(.service, $0) },
    Route(
      .get, "/hsds/v3/services/{service}", "directory.read_service", "One public service, by id.",
      needs: .nobody, answers: .ok, .anything
    ) { try read(.service, $0) },
    Route(
      .get, "/hsds/v3/organizations", "directory.list_organizations",
      "Partners that are active, page by page.", needs: .nobody,
      parameters: DirectoryQuery.parameters, answers: .ok, page(named: "HSDSOrganizationPage")
    ) { try list(.organization, $0) },
    Route(
      .get, "/hsds/v3/organizations/{organization}", "directory.read_organization",
      "One active partner, by id.", needs: .nobody, answers: .ok, .anything
    ) { try read(.organization, $0) },
  ]

  private static let cacheSeconds = 60

  private static func page(named name: String) -> Shape {
    .object(
      name,
      [
        .init("contents", .list(.anything, countMax: DirectoryQuery.minimalPageUsual)),
        .init("total_items", .count), .init("total_pages", .count),
        .init("page_number", .count), .init("size", .count), .init("first_page", .flag),
        .init("last_page", .flag), .init("empty", .flag),
      ])
  }

  private static func about(_ call: Call) -> Reply {
    var reply = Reply(about: .nobody) { writer in
      writer.object { writer in
        writer.member("version", "3.0")
        writer.member("profile", "https://docs.openreferral.org/en/3.0/hsds/")
        writer.member(
          "openapi_url",
          "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json")
      }
    }
    reply.cacheSeconds = cacheSeconds
    return reply
  }

  private static func read(_ kind: DirectoryKind, _ call: Call) throws -> Reply {
    let document = try DirectoryStore(call.database).document(kind, try call.id())
    var reply = Reply(about: .nobody, body: .json(try call.fetch(document)))
    reply.cacheSeconds = cacheSeconds
    return reply
  }

  private static func list(_ kind: DirectoryKind, _ call: Call) throws -> Reply {
    let query = try DirectoryQuery(call)
    var writer = JSONWriter(reserving: query.isUnfiltered ? query.size * 768 : 4_096)
    writer.beginObject()
    writer.key("contents")
    let (total, shown) = try write(kind, query, call, to: &writer)
    let pages = (total + query.size - 1) / query.size
    writer.member("total_items", total)
    writer.member("total_pages", pages)
    writer.member("page_number", query.number)
    writer.member("size", shown)
    writer.member("first_page", query.number == 1)
    writer.member("last_page", query.number >= pages)
    writer.member("empty", shown == 0)
    writer.endObject()
    var reply = Reply(about: .nobody, body: .json(writer.bytes))
    reply.cacheSeconds = cacheSeconds
    return reply
  }

  // The array of a page's records: how many there are in all, and how many of them stand there.
  private static func write(
    _ kind: DirectoryKind, _ query: DirectoryQuery, _ call: Call, to writer: inout JSONWriter
  ) throws -> (total: Int, shown: Int) {
    let store = DirectoryStore(call.database)
    let first = (query.number - 1) * query.size
    var (total, shown) = (0, 0)
    writer.beginArray()
    if query.isUnfiltered {
      total = try store.count(kind)
      shown = try store.write(kind, query.form, from: first, count: query.size, to: &writer)
    } else if !query.findsNothing {
      try store.each(kind, query.form, of: query.organization) { row in
        guard query.fits(row) else { return }
        if total >= first, shown < query.size {
          query.form.write(&row, to: &writer)
          shown += 1
        }
        total += 1
      }
    }
    writer.endArray()
    return (total, shown)
  }
}
