// The seam between the engine and what it serves. The engine knows messages and sockets; what a
// request means, and who may ask for what, is known only on the other side.

package import HTTP

/// What to do with the body of a request, decided when only its head is known.
package enum BodyPlan: Sendable {
  /// Collect the body, at most this many bytes, then call `respond`.
  case buffer(bytesMax: Int)
  /// Hand the body, at most this many bytes, to the sink as it comes, then call `respond`.
  case hand(to: any BodySink, bytesMax: Int)
  /// Answer with this. A short body is read and thrown away first; with any other, or before a
  /// `100 Continue`, the answer leaves at once and the connection is closed.
  case refuse(Response)
}

/// What answers the requests of one loop. One instance per loop, used only on that loop's queue.
package protocol Responder: AnyObject {
  /// Decides at the head what happens to the body.
  func plan(for head: RequestHead, from peer: Peer) -> BodyPlan

  /// Answers at once; or returns nil and answers through the slot later, exactly once, from any
  /// queue.
  func respond(to request: Request, from peer: Peer, slot: AnswerSlot) -> Response?

  /// The answer to a message that is no correct HTTP.
  func problem(for error: ParseError) -> Response

  /// Called after each batch of events: end the read snapshot.
  func roundEnded()
}
