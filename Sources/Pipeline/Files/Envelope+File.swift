// The answer that carries a stored file: whole, a part of it, or the news that it is unchanged
// (RFC 9110 13, 14). It is saved and never shown: no browser runs anything of it here.

import HTTP

extension Envelope {
  /// The answer with a file.
  func response(with file: StoredFile, to request: CallRequest) -> Response {
    let asked = request.fileConditions
    var fields = ResponseFields()
    if isFresh(file.tag, request) {
      // The client has the rest (RFC 9110 15.4.5).
      fields.add("ETag", file.tag)
      addCommon(to: &fields, cacheSeconds: nil)
      return Response(status: .notModified, fields: fields, body: .none)
    }
    // A part of another version than the client has is no use to it (RFC 9110 13.1.5).
    let field = asked?.ifRange.map { $0 == file.tag } ?? true ? asked?.range : nil
    switch ByteRange(field, size: file.size) {
    case .whole:
      addFileFields(file, to: &fields)
      return Response(status: .ok, fields: fields, body: body(file, 0..<file.size))
    case .part(let range):
      addFileFields(file, to: &fields)
      fields.add(
        "Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)")
      return Response(status: .partialContent, fields: fields, body: body(file, range))
    case .unsatisfiable:
      var response = problem(Refusal(.rangeNotSatisfiable))
      response.fields.add("Content-Range", "bytes */\(file.size)")
      return response
    }
  }

  private func body(_ file: StoredFile, _ range: Range<Int>) -> ResponseBody {
    range.isEmpty ? .none : .stream(FilePieces(file, range), length: range.count)
  }

  private func addFileFields(_ file: StoredFile, to fields: inout ResponseFields) {
    fields.add("Content-Type", file.facts.mediaType)
    fields.add("Content-Disposition", ContentDisposition.attachment(named: file.facts.name))
    fields.add(lines: "Accept-Ranges: bytes\r\nContent-Security-Policy: sandbox\r\n")
    fields.add("ETag", file.tag)
    addCommon(to: &fields, cacheSeconds: nil)
  }
}

/// What a request for a file asks besides (RFC 9110 13.1.5, 14.2).
package struct FileConditions: Sendable {
  /// Which part.
  let range: String?
  /// Only where the file still has this tag.
  let ifRange: String?

  /// A part means something to GET only (RFC 9110 14.2).
  init?(_ head: RequestHead) {
    guard head.method == .get, let range = head.fields["Range"] else { return nil }
    self.range = range
    ifRange = head.fields["If-Range"]
  }
}
