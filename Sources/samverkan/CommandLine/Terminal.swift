// Standard input, output and error. Secrets are read from standard input and never from the command
// line, where every process of the machine could read them.

import Glibc
import JSON

/// The terminal, or what stands in for it.
enum Terminal {
  /// Writes a line to standard output.
  static func say(_ text: String) { print(text) }

  /// Writes a JSON document and a line feed to standard output.
  static func say(_ write: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    write(&writer)
    print(String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Writes a line to standard error.
  static func complain(_ text: String) {
    fputs("samverkan: \(text)\n", stderr)
  }

  /// Writes progress to standard error where a person looks at it; quiet in a pipe.
  static func progress(_ text: String) {
    if isatty(STDERR_FILENO) == 1 { fputs("\r\u{1B}[K\(text)", stderr) }
  }

  /// Ends a line of progress.
  static func progressEnded() {
    if isatty(STDERR_FILENO) == 1 { fputs("\n", stderr) }
  }

  /// Reads a secret: the first line of standard input, not shown while it is typed.
  ///
  /// - Throws: `Failure` when there is none.
  static func readSecret(_ prompt: String) throws -> String {
    let isTerminal = isatty(STDIN_FILENO) == 1
    var before = termios()
    if isTerminal {
      fputs(prompt + ": ", stderr)
      _ = tcgetattr(STDIN_FILENO, &before)
      var quiet = before
      quiet.c_lflag &= ~tcflag_t(ECHO)
      _ = tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
    }
    defer {
      if isTerminal {
        _ = tcsetattr(STDIN_FILENO, TCSANOW, &before)
        fputs("\n", stderr)
      }
    }
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw Failure(text: "no secret on standard input")
    }
    return line
  }
}
