// Why a referral's data may be passed on (sw. *grund*): consent with what it covers, a duty, no
// identity at all, or the statute that an authority releases by.

import JSON
import Pipeline
package import Vocabulary

/// The basis of a referral.
package struct ReferralBasis: Sendable, Equatable {
  /// What kind of basis.
  package var kind: BasisKind
  /// How a consent was given.
  package var form: ConsentForm?
  /// When it was given.
  package var givenOn: Day?
  /// What it covers.
  package var covers: [ConsentCover] = []
  /// The statute.
  package var statute: LegalBasis?

  /// A basis of a kind, with nothing said about it yet.
  package init(kind: BasisKind) { self.kind = kind }

  /// Whether the sender may read outcome and feedback.
  package var allowsFeedback: Bool { kind == .statute || covers.contains(.feedback) }

  /// Whether the receiver may pass the referral on.
  package var allowsForward: Bool {
    kind == .statute || kind == .anonymous || covers.contains(.forward)
  }

  /// The basis as it lies in its column, and as clients see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", kind.code)
      if let form { writer.member("form", form.code) }
      if let givenOn { writer.member("givenOn", givenOn.text) }
      writer.member("covers", covers.map(\.code))
      if let statute { writer.member("statute", statute.code) }
    }
  }

  var stored: String {
    var writer = JSONWriter(reserving: 128)
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what `stored` wrote.
  ///
  /// - Throws: `JSONFault` for a column that nobody of ours wrote.
  init(stored: String) throws {
    let json = try JSONReader.read(Array(stored.utf8))
    // The column is written from a basis, whose kind is one of the list.
    kind = json["kind"]?.string.flatMap(BasisKind.init(rawValue:)) ?? .anonymous
    form = json["form"]?.string.flatMap(ConsentForm.init(rawValue:))
    givenOn = json["givenOn"]?.string.flatMap { Day($0) }
    covers = (json["covers"]?.array ?? []).compactMap {
      $0.string.flatMap(ConsentCover.init(rawValue:))
    }
    statute = json["statute"]?.string.flatMap(LegalBasis.init(rawValue:))
  }

  /// What a basis looks like on the wire.
  static let shape: Shape = .object(
    "ReferralBasis",
    [
      .init("kind", .code(BasisKind.self)),
      .init("form", .code(ConsentForm.self), isRequired: false),
      .init("givenOn", .day, isRequired: false),
      .init("covers", .list(.code(ConsentCover.self), countMax: 3)),
      .init("statute", .code(LegalBasis.self), isRequired: false),
    ])
}

/// A basis as it comes in.
struct BasisDocument: Document {
  static let name = "Basis"

  let basis: ReferralBasis

  init(reading fields: inout FieldReader) {
    var basis = ReferralBasis(kind: fields.code("kind", BasisKind.self))
    basis.form = fields.codeIfAny("form", ConsentForm.self)
    basis.givenOn = fields.dayIfAny("givenOn")
    basis.covers = fields.codes("covers", ConsentCover.self)
    basis.statute = fields.codeIfAny("statute", LegalBasis.self)
    switch basis.kind {
    case .consent:
      for name in ["form", "givenOn", "covers"] where !fields.has(name) {
        fields.fault(name, "required")
      }
      if fields.has("covers"), !basis.covers.contains(.referral) {
        fields.fault("covers", "must_cover_referral", allowed: ConsentCover.codes)
      }
    case .statute:
      if !fields.has("statute") { fields.fault("statute", "required", allowed: LegalBasis.codes) }
    case .dutyToReport, .anonymous: break
    }
    self.basis = basis
  }
}
