// From bytes to requests. What is whole is parsed in the loop's own buffer and never copied; only
// what is left over is kept with the connection. It never sends: answers are written to the loop's
// output, which leaves once for all of them.

import HTTP

/// A request whose body is coming in.
final class Upload {
  let head: RequestHead
  var decoder: BodyDecoder
  var body: [UInt8] = []
  /// The answer that the head got: the body is read only to find the next request.
  let refusal: Response?
  /// What takes the body instead of `body`.
  let sink: (any BodySink)?

  init(
    head: RequestHead, decoder: BodyDecoder, refusal: Response? = nil,
    sink: (any BodySink)? = nil
  ) {
    self.head = head
    self.decoder = decoder
    self.refusal = refusal
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
    let turnEnd = requestCount + loop.settings.requestsPerTurnMax
    while used < bytes.count, phase == .reading, !closesAfterOutput {
      if outputCount + loop.output.count >= loop.settings.pendingOutputBytesMax
        || requestCount >= turnEnd && upload == nil
      {
        isThrottled = true
        break
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[used...])
      do throws(ParseError) {
        let count = try upload == nil ? parseHead(rest, on: loop) : parseBody(rest, on: loop)
        if count == 0 { break }
        used += count
      } catch {
        fail(error, isHead: Connection.asksHead(rest), on: loop)
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
    if upload.refusal != nil || upload.sink != nil {
      upload.sink?.take(upload.body)
      upload.body.removeAll(keepingCapacity: true)
    }
    if upload.decoder.isComplete {
      self.upload = nil
      beginsNewWait()
      if let refusal = upload.refusal {
        write(refusal, to: upload.head, on: loop)
      } else {
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
    upload = Upload(head: head, decoder: decoder, sink: sink)
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

  /// Answers what was judged by its head. A short body is read before, for its framing may be wrong
  /// and that is said first; any other ends the connection.
  private func refuse(_ response: Response, _ head: RequestHead, on loop: Loop) {
    let isShort =
      switch head.framing {
      case .none: true
      case .length(let count): count <= Connection.discardedBytesMax
      case .chunked: true
      }
    // Whoever awaits 100 Continue may send the body or not: nobody knows what comes next.
    guard isShort, !head.expectsContinue else {
      write(response, to: head, closing: true, on: loop)
      lingers = true
      return
    }
    guard head.framing != .none else {
      write(response, to: head, on: loop)
      return
    }
    do throws(ParseError) {
      let decoder = try BodyDecoder(
        head.framing, limits: loop.settings.limits, bodyBytesMax: Connection.discardedBytesMax)
      upload = Upload(head: head, decoder: decoder, refusal: response)
    } catch {
      fail(error, on: loop)
    }
  }

  // What is wrong with a head does not make its answer one with a body (RFC 9110 9.3.2).
  private static func asksHead(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.drop { $0 == 0x0D || $0 == 0x0A }.starts(with: "HEAD ".utf8)
  }

  /// Answers what is no correct HTTP, and reads no further: where the next request begins is no
  /// longer known.
  func fail(_ error: ParseError, isHead: Bool = false, on loop: Loop) {
    loop.counts.malformed += 1
    let upload = upload
    let isHead = isHead || input.withUnsafeBytes { Connection.asksHead($0[inputStart...]) }
    self.upload = nil
    input = []
    inputStart = 0
    let refusal = error == .contentTooLarge ? upload?.refusal : nil
    let response = refusal ?? loop.responder.problem(for: error)
    encode(response, to: upload?.head, isHead: upload == nil && isHead, closes: true, on: loop)
    closeAfterOutput(lingering: true)
  }

  private func closeAfterOutput(lingering: Bool) {
    closesAfterOutput = true
    lingers = lingering
  }
}
