// Socialstyrelsen's situations of homelessness, as counts and living situations name them.
// The codes are the contract; the labels are for people and may be reworded.

/// Socialstyrelsen's situations of homelessness (hemlöshetssituation).
package enum HomelessSituation: String, CodeList {
  /// Acute homelessness (akut hemlöshet).
  case acute = "1"
  /// Institution with no home after it (institutionsvistelse utan bostad efteråt).
  case institution = "2"
  /// Long-term housing through the municipality (långsiktig boendelösning genom kommunen).
  case longTerm = "3"
  /// Own short-term arrangement (eget ordnat kortsiktigt boende).
  case ownShortTerm = "4"
  /// Unknown (okänd).
  case unknown

  /// The name of the list.
  package static let listName = "homeless-situation"

  /// What people read.
  package var label: Label {
    switch self {
    case .acute: Label("akut hemlöshet", "acute homelessness")
    case .institution:
      Label("institutionsvistelse utan bostad efteråt", "institution with no home after it")
    case .longTerm:
      Label("långsiktig boendelösning genom kommunen", "long-term housing through the municipality")
    case .ownShortTerm: Label("eget ordnat kortsiktigt boende", "own short-term arrangement")
    case .unknown: Label("okänd", "unknown")
    }
  }
}
