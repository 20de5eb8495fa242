// Keeps the public directory as the partners and services are: whoever changes one of them has its
// partner's records rendered anew, in the same transaction.

import Pipeline
package import SQLite
package import Vocabulary

/// The public directory.
package struct Directory {
  private let database: Database

  /// The directory on the writer's connection.
  package init(_ database: Database) { self.database = database }

  /// Renders what the directory shows of a partner: active ones, with their active public services.
  package func refresh(_ id: PartnerID) throws {
    let store = DirectoryStore(database)
    try store.removeAll(of: id)
    let partners = PartnerStore(database)
    guard let partner = try partners.find(.id(id.erased)), partner.status == .active else { return }
    let services = try ServiceStore(database).list(
      of: id, after: nil, limit: Int(Int32.max), offset: 0)
    let rendering = DirectoryRendering(
      partner: partner, contacts: try partners.contacts(of: id),
      services: services.filter { $0.status == .active && $0.isPublic })
    for entry in rendering.entries { try store.insert(entry, of: id) }
  }

  /// Renders everything anew, as after a change of the rendering itself.
  package func refreshAll() throws {
    var last: PartnerID?
    while true {
      let partners = try PartnerStore(database).list(
        municipality: nil, kind: nil, after: last, limit: 200, offset: 0)
      guard let end = partners.last else { return }
      for partner in partners { try refresh(partner.id) }
      last = end.id
    }
  }
}
