// Where a late answer belongs, and the box it is put in. Many answers posted while a loop is busy
// wake it once.

package import HTTP

/// The place of one answer that is made elsewhere.
///
/// Only the first answer counts; one to a connection that is gone is dropped.
package struct AnswerSlot: Sendable {
  let loop: Loop
  let connection: ConnectionName
  let ticket: UInt32

  /// Gives the answer. From any queue; it leaves from the connection's own loop.
  package func answer(_ response: Response) {
    loop.post(.answer(PostedAnswer(connection: connection, ticket: ticket, response: response)))
  }
}

/// A connection's descriptor together with a number that is never used twice by its loop, so that
/// a late event or answer cannot reach another connection on a descriptor used again.
struct ConnectionName: Sendable, Equatable {
  let fd: Int32
  let generation: UInt32

  init(fd: Int32, generation: UInt32 = 0) {
    self.fd = fd
    self.generation = generation
  }

  init(token: UInt64) {
    fd = Int32(truncatingIfNeeded: token)
    generation = UInt32(truncatingIfNeeded: token >> 32)
  }

  /// As it stands in the event set. Generation 0 means a listener, or the loop's bell.
  var token: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(bitPattern: fd)) }
}

/// What other queues put into a loop's mailbox.
enum Posted: Sendable {
  case answer(PostedAnswer)
  /// The source of an answer's body has more.
  case more(ConnectionName)
}

struct PostedAnswer: Sendable {
  let connection: ConnectionName
  let ticket: UInt32
  let response: Response
}
