// The program: finds the verb, reads the configuration, does it, and ends with the verb's code.

import Glibc

@main
enum Samverkan {
  static func main() {
    // Line by line also into a pipe: a script waits for the line with the address.
    _ = setvbuf(stdout, nil, _IOLBF, 0)
    exit(Verbs.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}
