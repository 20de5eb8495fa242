// What the surface says about this installation; handed in by the executable.

package import Vocabulary

/// Settings of the pages beside the API.
package struct SurfaceSettings: Sendable {
  /// The service's name.
  package var name = "Samverkan"
  /// The program's version (semver).
  package var version: String
  /// The day on which that version was released.
  package var released: Day
  /// Who runs the service.
  package var contactName = "Driften"
  /// Where faults in security are reported: a `mailto:` or `https:` URI (RFC 9116 2.5.3).
  package var securityContact: String
  /// Where the documentation is read.
  package var documentation = "/docs"

  /// Settings; the rest have defaults.
  package init(version: String, released: Day, securityContact: String) {
    self.version = version
    self.released = released
    self.securityContact = securityContact
  }
}
