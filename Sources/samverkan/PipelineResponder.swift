// Joins the two halves that do not know each other: a loop of the server and its pipeline.

import HTTP
import Pipeline
import Server

/// One loop's responder.
final class PipelineResponder: Responder {
  private let pipeline: Pipeline

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  func plan(for head: RequestHead, from peer: Peer) -> BodyPlan {
    // Most requests have no body, and their plan is the same.
    if head.framing == .none { return .buffer(bytesMax: 0) }
    switch pipeline.bodyPlan(for: head) {
    case .collect(let bytesMax): return .buffer(bytesMax: bytesMax)
    case .store(let file, let bytesMax): return .hand(to: file, bytesMax: bytesMax)
    case .refuse(let response): return .refuse(response)
    }
  }

  func respond(to request: Request, from peer: Peer, slot: AnswerSlot) -> Response? {
    pipeline.respond(to: request, from: peer.address) { slot.answer($0) }
  }

  func problem(for error: ParseError) -> Response { pipeline.problem(for: error) }

  func roundEnded() { pipeline.endRound() }
}
