// Referrals in Umeå and in the seven municipalities north of Stockholm.

import JSON

extension ReferralStories {
  static let elsewhere = [
    ReferralStory(
      "umea-samtal", by: "umea.mottagning", .ago(24, 10, 0), to: "kvinnojouren-umea-exempel-samtal",
      "soon", ["violence"], "Vill träffa någon på samiska.", about: ["person": "@person.sara"],
      on: Basis.consent(24)),
    ReferralStory(
      "umea-falt", by: "umea.mottagning", .ago(11, 15, 0), to: "umea-ingang-barn-och-unga",
      "soon", ["children", "substance"], "Är ute varje natt sedan skolan började.",
      about: [
        "alias": "Elis", "sex": "man", "ageBand": "16-17", "languages": ["sv"],
        "district": "Ålidhem",
      ], on: Basis.dutyToReport
    ).then("accept", by: "umea.falt", .ago(10, 18, 0))
      .then("start", by: "umea.falt", .ago(9, 22, 0)),
    ReferralStory(
      "umea-egen", by: "umea.falt", .ago(5, 23, 0), to: "umea-ingang-vald", "urgent",
      ["violence", "children"], "Berättade i bilen att pappa slår mamma.",
      about: ["person": "@person.isak"], on: Basis.dutyToReport
    ).then("receive", by: "umea.mottagning", .ago(4, 8, 0)),
    ReferralStory(
      "solna", by: "solna.mottagning", .ago(15, 10, 0), to: "jouren-norrort-exempel-samtal",
      "soon", ["violence"], "Vill ha samtal på finska i en annan kommun.",
      about: ["person": "@person.nina"], on: Basis.consent(15)),
    ReferralStory(
      "upplands-bro", by: "upplands-bro.mottagning", .ago(8, 11, 0), to: "solna-ingang-vald",
      "soon", ["violence"], "Flyttar till Solna vid månadsskiftet.",
      about: ["person": "@person.helena"], on: Basis.consent(8)
    ).then("receive", by: "solna.mottagning", .ago(7, 9, 0))
      .then("accept", by: "solna.mottagning", .ago(7, 13, 0)),
  ]
}
