// The page for developers: every route, role and problem, from the same tables as the answers. It
// needs no script and nothing from the web.

import Access
import HTTP
import JSON
import Pipeline
import Vocabulary

/// Writes `/docs`.
enum DocsPage {
  /// The page of a table of routes.
  static func bytes(of routes: [Route], _ settings: SurfaceSettings) -> [UInt8] {
    HTMLWriter.page(title: "\(settings.name): API") { writer in
      introduction(settings, to: &writer)
      contents(of: routes, to: &writer)
      for tag in Set(routes.map(\.tag)).sorted() {
        writer.line("<h2 id=\"", tag, "\">")
        writer.line("", tag, "</h2>\n")
        for route in routes where route.tag == tag { DocsRoute(route).write(to: &writer) }
      }
      roles(to: &writer)
      problems(to: &writer)
    }
  }

  private static func introduction(_ settings: SurfaceSettings, to writer: inout HTMLWriter) {
    writer.line("<p>Version ", settings.version, ", ")
    writer.line("", settings.released.text, ". ")
    writer.markup(
      """
      Maskinläsbart: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
      <a href="/api/v1/codes">Alla koder</a> med svenska och engelska namn.</p>
      <p>Skicka <code>Authorization: Bearer</code> med en nyckel (<code>smv_…</code>) eller en
      session (<code>sms_…</code>). Svar är JSON. Fel är <code>application/problem+json</code> med
      en kod, se <a href="#fel">felen</a>. Ändringar kräver <code>If-Match</code>; den som skickar
      <code>Idempotency-Key</code> kan skicka om utan att något görs två gånger. Tider är RFC 3339
      i UTC; dagar gäller svensk tid.</p>
      <pre>export TOKEN=smv_…
      curl -H "Authorization: Bearer $TOKEN" http://localhost:8080/api/v1/me</pre>

      """)
  }

  private static func contents(of routes: [Route], to writer: inout HTMLWriter) {
    writer.markup("<nav aria-label=\"Innehåll\"><p>")
    for tag in Set(routes.map(\.tag)).sorted() {
      writer.line("<a href=\"#", tag, "\">")
      writer.line("", tag, "</a> · ")
    }
    writer.markup("<a href=\"#roller\">roller</a> · <a href=\"#fel\">fel</a></p></nav>\n")
  }

  private static func roles(to writer: inout HTMLWriter) {
    writer.markup(
      """
      <h2 id="roller">Roller och behörigheter</h2>
      <p>X hela servern, M nämnden, U egen enhet, T eget team, O egna ärenden, R bara det som en
      remiss, ett uppdrag eller en nyckel nämner, P egen organisation, A bara sammanställningar,
      e bara vid nödöppning, k bara med helt identitetsnummer, 2 kräver två personer.</p>
      <div class="wide" tabindex="0" role="region" aria-label="Roller och behörigheter"><table>
      <tr><th scope="col">Behörighet</th>
      """)
    for role in Role.allCases {
      writer.line("<th scope=\"col\"><abbr title=\"", role.label.sv, "\">")
      writer.line("", role.rawValue, "</abbr></th>")
    }
    writer.markup("</tr>\n")
    for permission in Permission.allCases {
      writer.line("<tr><th scope=\"row\"><code>", permission.rawValue, "</code></th>")
      for role in Role.allCases {
        let letter = PermissionMatrix.standard.letter(permission, role)
        writer.line("<td>", letter.map { String($0.rawValue) } ?? "–", "</td>")
      }
      writer.markup("</tr>\n")
    }
    writer.markup("</table></div>\n")
  }

  private static func problems(to writer: inout HTMLWriter) {
    writer.markup(
      """
      <h2 id="fel">Fel</h2>
      <table><tr><th scope="col">Kod</th><th scope="col">Status</th><th scope="col">Vad</th>
      <th scope="col">Vad du gör</th></tr>

      """)
    for code in ProblemCode.allCases {
      writer.line("<tr><td><a href=\"/problems/", code.rawValue, "\"><code>")
      writer.line("", code.rawValue, "</code></a></td>")
      writer.line("<td>", String(code.status), "</td>")
      writer.line("<td>", code.title.sv, "</td>")
      writer.line("<td>", code.advice.sv, "</td></tr>\n")
    }
    writer.markup("</table>\n")
  }
}
