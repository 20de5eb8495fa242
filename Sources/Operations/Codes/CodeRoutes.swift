// The code lists: which there are, and each one's codes with labels in both languages. They are
// part of the program and never change while it runs.

import HTTP
import JSON
import Pipeline
import Vocabulary

/// Code lists over HTTP.
enum CodeRoutes {
  /// The table.
  static let all: [Route] = [
    Route(
      "/api/v1/codes", "code.list", "The names of all code lists.",
      .object("CodeLists", [.init("items", .list(listShape, countMax: 200))]), always: index),
    Route(
      .get, "/api/v1/codes/{list}", "code.read", "A list's codes with their labels.",
      needs: .nobody, answers: .ok,
      .object(
        "CodeListContent",
        [.init("list", .text), .init("items", .list(codeShape, countMax: 500))]),
      handler: read),
  ]

  private static let listShape: Shape = .object(
    "CodeListSummary", [.init("list", .text), .init("count", .count)])

  private static let codeShape: Shape = .object(
    "CodeWithLabel", [.init("code", .text), .init("label", .label)])

  private static let index = Reply.fixed(cacheSeconds: 3_600) { writer in
    writer.object { writer in
      writer.array("items") { writer in
        for list in CodeLists.all {
          writer.object { writer in
            writer.member("list", list.listName)
            writer.member("count", CodeLists.entries(of: list).count)
          }
        }
      }
    }
  }

  private static let lists: [String: Reply] = Dictionary(
    uniqueKeysWithValues: CodeLists.all.map { ($0.listName, reply(with: $0)) })

  private static func reply(with list: any CodeList.Type) -> Reply {
    .fixed(cacheSeconds: 3_600) { writer in
      writer.object { writer in
        writer.member("list", list.listName)
        writer.array("items") { writer in
          for entry in CodeLists.entries(of: list) {
            writer.object { writer in
              writer.member("code", entry.code)
              writer.label("label", entry.label)
            }
          }
        }
      }
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    try call.fetch(call.request.parameters.first.flatMap { lists[$0] })
  }
}
