// What a row tells of a stored file.

package import Vocabulary

/// A stored file as its row describes it.
package struct FileFacts: Sendable, Equatable {
  /// Its id, and its name in the store.
  package let id: AnyID
  /// Its media type.
  package let mediaType: String
  /// The name that it is saved by.
  package let name: String
  /// Its length.
  package let size: Int
  /// The hash of its bytes.
  package let sha256: [UInt8]

  /// A file's facts.
  package init(_ id: AnyID, mediaType: String, name: String, size: Int, sha256: [UInt8]) {
    self.id = id
    self.mediaType = mediaType
    self.name = name
    self.size = size
    self.sha256 = sha256
  }
}
