// From answers to bytes on the way. Writing goes straight to the kernel; only what it does not take
// is kept with the connection until the event set says that there is room. It never answers twice.

import HTTP

/// An answer that is made piece by piece.
struct Outgoing {
  let source: any BodySource
  /// Bytes still promised by Content-Length; nil when it is chunked or ends with the connection.
  var bytesLeft: Int?
  let isChunked: Bool
  /// The source has nothing yet and wakes the connection when it has.
  var isAwaited = false
}

extension Connection {
  /// Pieces and bytes of a stream per turn, so that one download does not keep the loop.
  private static let piecesPerTurnMax = 16
  private static let streamBytesPerTurnMax = 262_144

  /// Writes one answer and sets what comes after it.
  func write(
    _ response: Response, to head: RequestHead, closing: Bool = false, on loop: Loop
  ) {
    let isLast =
      closing || response.closes || loop.isDraining || endsWithConnection(response, head)
      || requestCount >= loop.settings.requestsPerConnectionMax
    let closes = isLast || !head.keepsAlive
    phase = .reading
    encode(response, to: head, closes: closes, on: loop)
    if closes {
      closesAfterOutput = true
      // A client that asked for the close sends nothing more.
      lingers = head.keepsAlive
    }
  }

  // RFC 9112 6.1, 6.3: an HTTP/1.0 client knows no chunks; the close tells it where a body of
  // unknown length ends.
  private func endsWithConnection(_ response: Response, _ head: RequestHead) -> Bool {
    if case .stream(_, nil) = response.body { return head.minorVersion == 0 }
    return false
  }

  /// Appends an answer, or its head and the stream that follows, to the loop's output.
  func encode(
    _ response: Response, to head: RequestHead?, isHead: Bool = false, closes: Bool, on loop: Loop
  ) {
    ResponseEncoder.encode(
      response, to: head, isHead: isHead, date: loop.date, closes: closes, into: &loop.output)
    if case .stream(let source, let length) = response.body, head?.method != .head,
      !response.status.isBodiless
    {
      let isChunked = length == nil && head?.minorVersion != 0
      outgoing = Outgoing(source: source, bytesLeft: length, isChunked: isChunked)
      phase = .streaming
      source.start { [name] in loop.post(.more(name)) }
    }
  }

  /// A late answer has come; it may be too late, or one too many.
  func take(_ answer: PostedAnswer, on loop: Loop) {
    guard phase == .answering, answer.ticket == ticket, let head = asked else { return }
    asked = nil
    write(answer.response, to: head, on: loop)
    beginsNewWait()
    if phase == .reading { parseInput(on: loop) }
    settle(on: loop)
  }

  func writable(on loop: Loop) {
    sendOutput(on: loop)
    guard !isClosed else { return }
    if isThrottled, phase == .reading, outputCount < loop.settings.pendingOutputBytesMax {
      parseInput(on: loop)
    }
    settle(on: loop)
  }

  // MARK: Streams

  /// The source may have more; nothing happens when it has not.
  func woken(on loop: Loop) {
    guard phase == .streaming, outgoing?.isAwaited == true else { return }
    outgoing?.isAwaited = false
    beginsNewWait()
    settle(on: loop)
  }

  /// Takes pieces from the stream while the client keeps up.
  func pull(on loop: Loop) {
    var pieces = 0
    var bytes = 0
    while output.isEmpty, phase == .streaming, !awaitsPiece, pieces < Connection.piecesPerTurnMax,
      bytes < Connection.streamBytesPerTurnMax
    {
      pieces += 1
      bytes += pullOnce(on: loop)
      if loop.output.count >= 65_536 || phase != .streaming { flush(on: loop) }
    }
  }

  private func pullOnce(on loop: Loop) -> Int {
    guard let stream = outgoing else { return 0 }
    do {
      let piece: [UInt8]
      switch try stream.source.next() {
      case .bytes(let bytes): piece = bytes
      case .later:
        outgoing?.isAwaited = true
        return 0
      case .end:
        guard stream.bytesLeft ?? 0 == 0 else {
          loop.close(self, withReset: true)
          return 0
        }
        endStream(isChunked: stream.isChunked, on: loop)
        return 0
      }
      if let left = stream.bytesLeft {
        // More than was promised would be read as the next answer.
        guard piece.count <= left else {
          loop.close(self, withReset: true)
          return 0
        }
        outgoing?.bytesLeft = left - piece.count
      }
      appendPiece(piece, isChunked: stream.isChunked, on: loop)
      return piece.count
    } catch {
      // The status has left already: only a cut tells the client that this is not all.
      loop.close(self, withReset: true)
      return 0
    }
  }

  private func appendPiece(_ piece: [UInt8], isChunked: Bool, on loop: Loop) {
    // An empty chunk would end the answer.
    guard !piece.isEmpty else { return }
    if isChunked {
      ResponseEncoder.appendChunk(piece, into: &loop.output)
    } else {
      loop.output.append(contentsOf: piece)
    }
  }

  private func endStream(isChunked: Bool, on loop: Loop) {
    if isChunked { loop.output.append(contentsOf: ResponseEncoder.lastChunk) }
    outgoing = nil
    phase = .reading
    beginsNewWait()
    // Requests that came meanwhile get their turn with the next event.
    isThrottled = !input.isEmpty && !closesAfterOutput
  }

  // MARK: Sending

  /// Sends what was written in this turn.
  func flush(on loop: Loop) {
    guard !loop.output.isEmpty, !isClosed else { return }
    guard output.isEmpty else {
      // The event set says when there is room again.
      compactOutput()
      output.append(contentsOf: loop.output)
      loop.output.removeAll(keepingCapacity: true)
      return
    }
    switch loop.output.withUnsafeBytes({ Socket.send(name.fd, $0) }) {
    case .bytes(let count):
      loop.counts.bytesOut += count
      if count < loop.output.count { output = Array(loop.output[count...]) }
    case .later:
      output = Array(loop.output[...])
    case .failed:
      loop.close(self)
    }
    loop.output.removeAll(keepingCapacity: true)
  }

  /// Sends what was kept.
  private func sendOutput(on loop: Loop) {
    guard !output.isEmpty else { return }
    let start = outputStart
    let sent = output.withUnsafeBytes { bytes in
      Socket.send(name.fd, UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
    switch sent {
    case .bytes(let count):
      loop.counts.bytesOut += count
      progressed(count)
      outputStart += count
      if outputStart == output.count {
        output = []
        outputStart = 0
      }
    case .later: break
    case .failed: loop.close(self)
    }
  }

  private func compactOutput() {
    guard outputStart > output.count / 2 else { return }
    output.removeFirst(outputStart)
    outputStart = 0
  }
}
