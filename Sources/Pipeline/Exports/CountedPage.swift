// `count=exact`: a page that also tells how many items the list has. Counting goes through the
// whole list, up to 10,000 items, so it happens beside the loops; what may be counted is what the
// pages would show, by the same handler, one short transaction after the other.

import Audit
import JSON
import Vocabulary

/// One page with its total.
struct CountedPage {
  private let exchange: Exchange

  /// A counted page for one request.
  init(_ exchange: Exchange) { self.exchange = exchange }

  /// Makes it; the answer leaves when it stands.
  ///
  /// - Throws: `Refusal` 503 when too many wait.
  func begin() throws(Refusal) {
    let isTaken = exchange.services.submitExport { make() }
    guard isTaken else { throw Refusal(.busy) }
  }

  private func make() {
    do {
      let reading = try exchange.readAside(exchange.request)
      var reply = reading.reply
      // Lists that count by themselves have said it already.
      if reading.page["total"] == nil, reading.page["totalAtLeast"] == nil {
        reply.body = .json(adding(try count(), to: reading.bytes))
      }
      let response = exchange.envelope.response(reply, to: exchange.request)
      guard let entry = exchange.request.entry(of: reply, by: reading.caller, at: reading.now)
      else {
        exchange.later(response)
        return
      }
      try exchange.services.submit(trace: TraceJob(exchange, entry: entry, response: response))
    } catch {
      exchange.answerAside(error)
    }
  }

  private func count() throws -> Int {
    var (count, cursor): (Int, String?) = (0, nil)
    repeat {
      let reading = try exchange.readAside(exchange.request.page(after: cursor))
      count += reading.items.count
      cursor = reading.next
    } while cursor != nil && count <= Page.numberedRowsMax
    return count
  }

  // The page is an object with members: one more goes before its end.
  private func adding(_ count: Int, to page: [UInt8]) -> [UInt8] {
    let isExact = count <= Page.numberedRowsMax
    let member =
      isExact ? ",\"total\":\(count)}" : ",\"totalAtLeast\":\(Page.numberedRowsMax)}"
    return page.dropLast() + Array(member.utf8)
  }
}
