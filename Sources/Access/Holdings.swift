// What a caller's permissions rest on, as a table by permission: decisions are made many times a
// call, and the grants change only with the access epoch.

/// The grants behind each permission, with how far each reaches. Times are judged at each call.
final class Holdings: Sendable {
  typealias Holding = (grant: Grant, letter: ScopeLetter)

  private let table: [Permission: [Holding]]

  /// The table of some grants.
  ///
  /// - Parameter only: what a key is limited to; nil for no limit.
  init(_ grants: [Grant], only: Set<Permission>?) {
    var table: [Permission: [Holding]] = [:]
    for grant in grants {
      for (permission, letter) in PermissionMatrix.standard.letters(of: grant.role)
      where only?.contains(permission) ?? true {
        table[permission, default: []].append((grant, letter))
      }
    }
    self.table = table
  }

  subscript(permission: Permission) -> [Holding] { table[permission] ?? [] }
}
