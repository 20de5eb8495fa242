// The program: finds the verb, reads the configuration, does it, and ends with the verb's code.

import Glibc

@main
enum Samverkan {
  static func main() {
    exit(Verbs.run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }
}
