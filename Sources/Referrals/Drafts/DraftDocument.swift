// What comes in to change a draft.

import Pipeline
import Vocabulary

/// The body that changes a draft (RFC 7396). Subject and basis are each said anew as a whole: half
/// a consent is none.
struct DraftChange: Document {
  static let name = "DraftChange"

  let reference: Change<String>
  let receiver: Reference?
  let urgency: Urgency?
  let needs: Change<[NeedArea]>
  let reason: Change<String>
  let subject: SubjectDocument?
  let basis: ReferralBasis?
  let disclosure: Change<DisclosureReason>

  init(reading fields: inout FieldReader) {
    reference = fields.textChange("reference", charactersMax: 64)
    receiver = fields.patched("receiver") { $0.referenceIfAny("receiver") }
    urgency = fields.patched("urgency") { $0.codeIfAny("urgency", Urgency.self) }
    needs = fields.change("needs") { fields in
      let needs = fields.codes("needs", NeedArea.self)
      return fields.has("needs") ? needs : nil
    }
    reason = fields.textChange("reason", charactersMax: 4_000)
    subject = fields.patched("subject") { $0.objectIfAny("subject", SubjectDocument.self) }
    basis = fields.patched("basis") { $0.objectIfAny("basis", BasisDocument.self) }?.basis
    disclosure = fields.change("disclosure") { $0.codeIfAny("disclosure", DisclosureReason.self) }
  }
}

extension FieldReader {
  /// A member of a patch that null may not clear; nil keeps what stands.
  fileprivate mutating func patched<Value: Sendable>(
    _ name: String, _ take: (inout FieldReader) -> Value?
  ) -> Value? {
    change(name, isClearable: false, take).applied(to: nil)
  }
}
