// What comes in about municipalities.

import JSON
import Pipeline
import Vocabulary

/// The body that makes a municipality.
struct NewMunicipality: Document {
  static let name = "NewMunicipality"

  /// nil only in a document with faults, which is thrown away.
  let code: MunicipalityCode?
  let controllerContact: String?
  let protectionOfficer: String?
  let smallCellLimit: Int

  init(reading fields: inout FieldReader) {
    code = fields.member("code", .text(charactersMax: 4), isRequired: true) { value in
      if case .string(let text) = value { MunicipalityCode(text) } else { nil }
    }
    controllerContact = fields.textIfAny("controllerContact")
    protectionOfficer = fields.textIfAny("protectionOfficer")
    smallCellLimit =
      fields.integerIfAny("smallCellLimit", in: Municipality.smallCellLimits)
      ?? Municipality.usualSmallCellLimit
  }
}

/// The body that changes a municipality (RFC 7396).
struct MunicipalityChange: Document {
  static let name = "MunicipalityChange"

  let controllerContact: Change<String>
  let protectionOfficer: Change<String>
  let smallCellLimit: Change<Int>

  init(reading fields: inout FieldReader) {
    controllerContact = fields.textChange("controllerContact")
    protectionOfficer = fields.textChange("protectionOfficer")
    smallCellLimit = fields.change("smallCellLimit", isClearable: false) { fields in
      fields.integerIfAny("smallCellLimit", in: Municipality.smallCellLimits)
    }
  }
}
