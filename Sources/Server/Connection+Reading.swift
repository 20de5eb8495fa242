// From bytes to requests. What is whole is parsed in the loop's own buffer and never copied; only
// what is left over is kept with the connection. It never sends: answers are written to the loop's
// output, which leaves once for all of them.

import HTTP

/// A request whose body is coming in.
final class Upload {
  let head: RequestHead
  var decoder: BodyDecoder
  var body: [UInt8] = []
  /// Answered already: the body is read only to find the next request.
  let isDiscarded: Bool
  /// What takes the body instead of `body`.
  let sink: (any BodySink)?

  init(
    head: RequestHead, decoder: BodyDecoder, isDiscarded: Bool, sink: (any BodySink)? = nil
  ) {
    self.head = head
    self.decoder = decoder
    self.isDiscarded = isDiscarded
    self.sink = sink
  }
}

extension Connection {
  /// Longest body that is read and thrown away to keep a connection whose request was refused.
  private static let discardedBytesMax = 65_536

  func readable(on loop: Loop) {
    switch Socket.receive(name.fd, into: loop.readBuffer) {
    case .bytes(let count):
      loop.counts.bytesIn += count
      received(UnsafeRawBufferPointer(rebasing: loop.readBuffer[..<count]), on: loop)
    case .end: hasEnded = true
    case .later: return
    case .failed: loop.close(self)
    }
    guard !isClosed else { return }
    settle(on: loop)
  }

  private func received(_ bytes: UnsafeRawBufferPointer, on loop: Loop) {
    if phase == .lingering {
      lingeredBytes += bytes.count
      if lingeredBytes > loop.settings.lingerBytesMax { loop.close(self) }
      return
    }
    if upload != nil { progressed(bytes.count) }
    if input.isEmpty {
      let used = parse(bytes, on: loop)
      if used < bytes.count { input = Array(bytes[used...]) }
    } else {
      if inputStart > input.count / 2 {
        input.removeFirst(inputStart)
        inputStart = 0
      }
      input.append(contentsOf: bytes)
      parseInput(on: loop)
    }
  }

  /// Parses what was kept.
  func parseInput(on loop: Loop) {
    isThrottled = false
    guard !input.isEmpty else { return }
    // Taken out meanwhile: what is called while parsing may look at the connection.
    let kept = input
    let start = inputStart
    input = []
    inputStart = 0
    let used = kept.withUnsafeBytes { bytes in
      parse(UnsafeRawBufferPointer(rebasing: bytes[start...]), on: loop)
    }
    if start + used < kept.count {
      input = kept
      inputStart = start + used
    }
  }

  /// Parses and answers as many requests as are whole, may be answered now, and leave room for
  /// their answers. Returns how many bytes are done with.
  private func parse(_ bytes: UnsafeRawBufferPointer, on loop: Loop) -> Int {
    var used = 0
    while used < bytes.count, phase == .reading, !closesAfterOutput {
      if outputCount + loop.output.count >= loop.settings.pendingOutputBytesMax {
        isThrottled = true
        break
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[used...])
      do throws(ParseError) {
        let count = try upload == nil ? parseHead(rest, on: loop) : parseBody(rest, on: loop)
        if count == 0 { break }
        used += count
      } catch {
        fail(error, on: loop)
      }
    }
    guard closesAfterOutput else { return used }
    // After the last answer nothing is read any more. Where something came all the same, the close
    // must not destroy the answer.
    if used < bytes.count { lingers = true }
    return bytes.count
  }

  private func parseHead(
    _ bytes: UnsafeRawBufferPointer, on loop: Loop
  ) throws(ParseError) -> Int {
    switch try HeadParser.parse(bytes, limits: loop.settings.limits) {
    case .incomplete: return 0
    case .complete(let head):
      try begin(head, bytesFollow: head.byteCount < bytes.count, on: loop)
      return head.byteCount
    }
  }

  private func parseBody(
    _ bytes: UnsafeRawBufferPointer, on loop: Loop
  ) throws(ParseError) -> Int {
    guard let upload else { return 0 }
    let count = try upload.decoder.consume(bytes, into: &upload.body)
    if upload.isDiscarded || upload.sink != nil {
      upload.sink?.take(upload.body)
      upload.body.removeAll(keepingCapacity: true)
    }
    if upload.decoder.isComplete {
      self.upload = nil
      beginsNewWait()
      if !upload.isDiscarded {
        respond(
          to: Request(head: upload.head, body: upload.body, sink: upload.sink), on: loop)
      }
    }
    return count
  }

  private func begin(
    _ head: RequestHead, bytesFollow: Bool, on loop: Loop
  ) throws(ParseError) {
    requestCount += 1
    loop.counts.requests += 1
    beginsNewWait()
    switch loop.responder.plan(for: head, from: peer) {
    case .refuse(let response): refuse(response, head, on: loop)
    case .buffer(let bytesMax):
      guard head.framing != .none else {
        respond(to: Request(head: head, body: []), on: loop)
        return
      }
      try expect(head, bytesMax: bytesMax, sink: nil, bytesFollow: bytesFollow, on: loop)
    case .hand(let sink, let bytesMax):
      guard head.framing != .none else {
        respond(to: Request(head: head, body: [], sink: sink), on: loop)
        return
      }
      try expect(head, bytesMax: bytesMax, sink: sink, bytesFollow: bytesFollow, on: loop)
    }
  }

  private func expect(
    _ head: RequestHead, bytesMax: Int, sink: (any BodySink)?, bytesFollow: Bool, on loop: Loop
  ) throws(ParseError) {
    let decoder = try BodyDecoder(
      head.framing, limits: loop.settings.limits, bodyBytesMax: bytesMax)
    upload = Upload(head: head, decoder: decoder, isDiscarded: false, sink: sink)
    // Not when the body is on its way already (RFC 9110 10.1.1).
    if head.expectsContinue, !bytesFollow {
      loop.output.append(contentsOf: ResponseEncoder.continueLine)
    }
  }

  private func respond(to request: Request, on loop: Loop) {
    ticket &+= 1
    let slot = AnswerSlot(loop: loop, connection: name, ticket: ticket)
    if let response = loop.responder.respond(to: request, from: peer, slot: slot) {
      write(response, to: request.head, on: loop)
    } else {
      asked = request.head
      phase = .answering
    }
  }

  /// Answers at the head. The connection is kept only when the rest of the request is sure to be
  /// short and sure to come.
  private func refuse(_ response: Response, _ head: RequestHead, on loop: Loop) {
    switch head.framing {
    case .none:
      write(response, to: head, on: loop)
    case .length(let count) where count <= Connection.discardedBytesMax && !head.expectsContinue:
      write(response, to: head, on: loop)
      guard !closesAfterOutput else {
        lingers = true
        return
      }
      do throws(ParseError) {
        let decoder = try BodyDecoder(
          head.framing, limits: loop.settings.limits, bodyBytesMax: Int(count))
        upload = Upload(head: head, decoder: decoder, isDiscarded: true)
      } catch {
        closeAfterOutput(lingering: true)
      }
    default:
      write(response, to: head, closing: true, on: loop)
      lingers = true
    }
  }

  /// Answers what is no correct HTTP, and reads no further: where the next request begins is no
  /// longer known.
  func fail(_ error: ParseError, on loop: Loop) {
    loop.counts.malformed += 1
    let upload = upload
    self.upload = nil
    input = []
    inputStart = 0
    // A refused request has had its answer.
    if upload?.isDiscarded != true {
      let response = loop.responder.problem(for: error)
      encode(response, to: upload?.head, closes: true, on: loop)
    }
    closeAfterOutput(lingering: true)
  }

  private func closeAfterOutput(lingering: Bool) {
    closesAfterOutput = true
    lingers = lingering
  }
}
