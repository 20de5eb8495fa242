// One route on the page for developers: who may call it, what goes in, what comes out, one curl
// line.

import Access
import HTTP
import JSON
import Pipeline
import Vocabulary

/// Writes a route's part of the page.
struct DocsRoute {
  private let route: Route

  init(_ route: Route) { self.route = route }

  func write(to writer: inout HTMLWriter) {
    writer.line("<details><summary><code>", "\(route.method.name) \(route.path)", "</code> ")
    writer.line("<span lang=\"en\">", route.summary, "</span></summary>\n")
    caller(to: &writer)
    parameters(to: &writer)
    if let body = route.body {
      members("Kropp", of: .object(body.shape), to: &writer)
    }
    answer(to: &writer)
    writer.line("<pre>", curl, "</pre></details>\n")
  }

  private func caller(to writer: inout HTMLWriter) {
    switch route.needs {
    case .nobody: writer.markup("<p>Öppen för alla.</p>\n")
    case .signedIn: writer.markup("<p>För den som är inloggad, om sig själv.</p>\n")
    case .permission(let permissions):
      writer.markup("<p>Kräver ")
      for (index, permission) in permissions.enumerated() {
        if index > 0 { writer.markup(" eller ") }
        writer.line("<code>", permission.rawValue, "</code>")
      }
      writer.line(
        " (", route.needs.roles.map(\.label.sv).joined(separator: "; "), ").</p>\n")
    }
  }

  private func parameters(to writer: inout HTMLWriter) {
    guard !route.parameters.isEmpty else { return }
    writer.markup("<table><caption>Frågeparametrar</caption>\n")
    for parameter in route.parameters {
      writer.line("<tr><td><code>", parameter.name, "</code></td>")
      writer.line("<td>", Self.words(for: parameter.shape), "</td>")
      writer.line("<td lang=\"en\">", parameter.about, "</td></tr>\n")
    }
    writer.markup("</table>\n")
  }

  private func answer(to writer: inout HTMLWriter) {
    writer.line("<p>Svar: ", String(route.answer.status.code), " ")
    let types = route.answer.status.isBodiless ? [] : route.mediaTypes
    writer.line("<code>", types.joined(separator: ", "), "</code>; fel: ")
    let problems = OpenAPIOperation(route: route, id: "").problems
    writer.line("", problems.map(String.init).joined(separator: ", "), ".</p>\n")
    if let shape = route.answer.shape { members("Svar", of: shape, to: &writer) }
    if let proposal = route.proposal {
      members("Svar 202, när en andra person måste godkänna", of: proposal, to: &writer)
    }
  }

  private func members(_ title: String, of shape: Shape, to writer: inout HTMLWriter) {
    guard case .object(let object) = shape else { return }
    writer.line("<table><caption>", title, ": ")
    writer.line("<code>", object.name, "</code></caption>\n")
    for member in object.members {
      writer.line("<tr><td><code>", member.name, "</code></td>")
      writer.line("<td>", member.isRequired ? "alltid" : "kan saknas", "</td>")
      writer.line("<td>", Self.words(for: member.shape), "</td></tr>\n")
    }
    writer.markup("</table>\n")
  }

  /// A shape in words; what an object holds is said one step down.
  static func words(for shape: Shape, depth: Int = 0) -> String {
    switch shape {
    case .text(let charactersMax): "text, högst \(charactersMax) tecken"
    case .code(let codes): codes.joined(separator: " | ")
    case .integer(let range): "heltal \(range.lowerBound)–\(range.upperBound)"
    case .number: "tal"
    case .flag: "true | false"
    case .day: "dag (ÅÅÅÅ-MM-DD)"
    case .instant: "tid (RFC 3339)"
    case .id: "id"
    case .reference: "id eller slug"
    case .object(let object) where depth < 2:
      "\(object.name) { "
        + object.members.map { member in
          "\(member.name): \(words(for: member.shape, depth: depth + 1))"
        }.joined(separator: "; ") + " }"
    case .object(let object): object.name
    case .list(let item, let countMax):
      "lista, högst \(countMax), av: \(words(for: item, depth: depth))"
    case .nullable(let inner): words(for: inner, depth: depth) + " eller null"
    case .anything: "JSON"
    }
  }

  private var curl: String {
    var parts = ["curl"]
    if route.method != .get { parts.append("-X \(route.method.name)") }
    if route.needs != .nobody { parts.append("-H \"Authorization: Bearer $TOKEN\"") }
    switch route.method {
    case .patch, .put, .delete: parts.append("-H 'If-Match: \"…\"'")
    default: break
    }
    if let example = route.bodyExample {
      var writer = JSONWriter()
      writer.value(example)
      let text = String(decoding: writer.bytes, as: UTF8.self)
      parts.append("-H 'Content-Type: application/json' -d '\(Self.quoted(text))'")
    }
    if let upload = route.upload {
      parts.append("-H 'Content-Type: \(upload.mediaTypes.first ?? "")'")
      parts.append("-H 'Content-Disposition: attachment; filename=\"intyg.pdf\"'")
      parts.append("--data-binary @intyg.pdf")
    }
    parts.append("http://localhost:8080\(route.path)")
    return parts.joined(separator: " ")
  }

  // Inside the single quotes of a shell.
  private static func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
  }
}
