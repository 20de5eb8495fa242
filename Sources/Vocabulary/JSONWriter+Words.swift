// Ids, times and codes as members, written straight into the text without a String in between.

public import JSON

extension JSONWriter {
  /// Writes a member that is an id.
  public mutating func member<Subject>(_ name: StaticString, _ id: ID<Subject>) {
    key(name)
    quoted { id.append(to: &$0) }
  }

  /// Writes a member that is an id or `null`.
  public mutating func member<Subject>(_ name: StaticString, _ id: ID<Subject>?) {
    key(name)
    if let id { quoted { id.append(to: &$0) } } else { null() }
  }

  /// Writes a member that is an instant.
  public mutating func member(_ name: StaticString, _ instant: Timestamp) {
    key(name)
    quoted { instant.append(to: &$0) }
  }

  /// Writes a member that is an instant or `null`.
  public mutating func member(_ name: StaticString, _ instant: Timestamp?) {
    key(name)
    if let instant { quoted { instant.append(to: &$0) } } else { null() }
  }

  /// Writes an id.
  public mutating func id<Subject>(_ id: ID<Subject>) {
    quoted { id.append(to: &$0) }
  }
}
