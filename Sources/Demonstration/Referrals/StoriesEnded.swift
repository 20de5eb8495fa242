// Referrals of partners to Uppsala that have ended, each in its own way.

import JSON

extension ReferralStories {
  private static let intake = "uppsala.mottagning"
  private static let homeless = "uppsala-ingang-akut-hemloshet"
  private static let worker = "uppsala.stodteamet"

  static let ended = [
    ReferralStory(
      "klar", by: "jouren.handlaggare", .ago(38, 9, 0), to: homeless, "urgent",
      ["housing", "substance"], "Sover i ett parkeringshus, fryser.",
      about: [
        "alias": "Ronja", "sex": "woman", "ageBand": "25-34", "languages": ["sv"],
        "contact": ["phone": "070-1740623", "safe": "kvällar"],
      ], on: Basis.consent(38), reference: "KJ-2026-071"
    ).then("receive", by: intake, .ago(38, 9, 20))
      .then("accept", by: intake, .ago(38, 9, 40))
      .then("assign", by: intake, .ago(38, 9, 45), ["team": "uppsala-stodteamet"])
      .booked(
        by: worker, .ago(37, 8, 30), at: "-35 08:30", with: "Beroendeenheten",
        place: "Mottagningen", companions: ["Stödteamet"]
      )
      .then("start", by: worker, .ago(36, 18, 0))
      .time("keep", by: worker, .ago(35, 9, 30))
      .then(
        "complete", by: worker, .ago(30, 14, 0),
        ["outcome": "got_help", "feedback": "Hon har ett rum och en tid i veckan."]
      )
      .then("acknowledge", by: "jouren.handlaggare", .ago(29, 9, 0)),
    ReferralStory(
      "okvitterad", by: "ungdom.avsandare", .ago(31, 16, 0), to: homeless, "soon", ["housing"],
      "Har blivit utkastad hemifrån.",
      about: ["alias": "Sami", "sex": "man", "ageBand": "18-20", "languages": ["ar", "sv"]],
      on: Basis.consent(31), reference: "UF-60"
    ).then("accept", by: intake, .ago(30, 9, 30))
      .then("assign", by: intake, .ago(30, 9, 35), ["team": "uppsala-stodteamet"])
      .then("start", by: worker, .ago(29, 18, 0))
      .then(
        "complete", by: worker, .ago(11, 16, 0),
        ["outcome": "referred_on", "feedback": "Bor hos en moster och har en handläggare."]),
    ReferralStory(
      "akut", by: "jouren.handlaggare", .ago(33, 23, 10), to: homeless, "emergency",
      ["violence", "housing"], "Står utanför jouren med två barn. Mannen letar efter dem.",
      about: [
        "alias": "Zara", "sex": "woman", "ageBand": "25-34", "languages": ["fa"],
        "children": "yes", "contact": ["phone": "070-1740624", "safe": "nu"],
      ], on: Basis.consent(33), reference: "KJ-2026-083"
    ).then("accept", by: worker, .ago(33, 23, 25))
      .then("assign", by: intake, .ago(33, 23, 28), ["team": "uppsala-stodteamet"])
      .then("start", by: worker, .ago(33, 23, 30))
      .then(
        "complete", by: worker, .ago(32, 3, 0),
        ["outcome": "enrolled", "feedback": "De är i säkerhet."]
      )
      .then("acknowledge", by: "jouren.admin", .ago(32, 9, 0)),
    ReferralStory(
      "misslyckad", by: "jouren.avsandare", .ago(37, 10, 0), to: homeless, "soon", ["housing"],
      "Brukar vara vid Resecentrum.",
      about: ["alias": "Tomas", "sex": "man", "ageBand": "35-49", "languages": ["sv"]],
      on: Basis.consent(37), reference: "KJ-2026-072"
    ).then("accept", by: intake, .ago(36, 9, 0))
      .then("assign", by: intake, .ago(36, 9, 5), ["team": "uppsala-stodteamet"])
      .then("start", by: worker, .ago(34, 19, 0))
      .then(
        "fail", by: worker, .ago(17, 20, 0),
        ["reason": "no_contact", "text": "Vi har letat sju kvällar."]),
    ReferralStory(
      "avbojd", by: "ungdom.admin", .ago(20, 11, 0), to: "uppsala-ingang-beroende", "routine",
      ["substance", "income"], "Spelar bort lönen varje månad.",
      about: ["alias": "Nadja", "sex": "woman", "ageBand": "21-24", "languages": ["sv"]],
      on: Basis.consent(20), reference: "UF-70"
    ).then("receive", by: intake, .ago(18, 9, 0))
      .then(
        "decline", by: intake, .ago(17, 9, 0),
        ["reason": "no_capacity", "text": "Vi tar emot igen efter årsskiftet."]),
    ReferralStory(
      "avbojd-kvitterad", by: "jouren.avsandare", .ago(34, 14, 0), to: homeless, "soon",
      ["housing"], "Söker en större lägenhet.",
      about: ["alias": "Agneta", "sex": "woman", "ageBand": "35-49", "languages": ["sv"]],
      on: Basis.consent(34), reference: "KJ-2026-080"
    ).then("decline", by: "uppsala.chef", .ago(33, 8, 0), ["reason": "not_eligible"])
      .then("acknowledge", by: "jouren.avsandare", .ago(31, 9, 0)),
    ReferralStory(
      "vidare", by: "ungdom.avsandare", .ago(21, 10, 0), to: homeless, "soon",
      ["substance", "mental_health"], "Har bostad, men dricker sig sjuk.",
      about: ["alias": "Göran", "sex": "man", "ageBand": "50-65", "languages": ["sv"]],
      on: Basis.consent(21, forward: true), reference: "UF-69"
    ).then("receive", by: intake, .ago(20, 8, 30))
      .then(
        "forward", by: intake, .ago(20, 8, 45),
        [
          "receiver": "uppsala-beroendeenheten", "basis": Basis.consent(21, forward: true),
          "note": "Hör till beroendeenheten.",
        ]),
    ReferralStory(
      "atertagen", by: "jouren.handlaggare", .ago(16, 9, 0), to: "uppsala-ingang-vald", "soon",
      ["violence"], "Vill träffa en socialsekreterare.",
      about: ["alias": "Ylva", "sex": "woman", "ageBand": "18-20", "languages": ["sv"]],
      on: Basis.consent(16), reference: "KJ-2026-108"
    ).then("receive", by: intake, .ago(16, 10, 0))
      .then(
        "cancel", by: "jouren.handlaggare", .ago(15, 9, 0),
        ["reason": "Hon har flyttat till en annan kommun."]),
    ReferralStory(
      "angrad", by: "jouren.avsandare", .ago(13, 9, 0), to: "uppsala-ingang-vald", "soon",
      ["violence", "honour"], "Familjen har bestämt vem hon ska gifta sig med.",
      about: ["alias": "Dilan", "sex": "woman", "ageBand": "18-20", "languages": ["ku", "sv"]],
      on: Basis.consent(13), reference: "KJ-2026-111"
    ).then("accept", by: intake, .ago(12, 11, 0))
      .then("withdraw", by: "jouren.avsandare", .ago(11, 9, 30)),
    ReferralStory(
      "fel", by: "ungdom.admin", .ago(9, 12, 0), to: "uppsala-ingang-barn-och-unga", "routine",
      ["children"], "Skulle ha varit ett brev till skolan.",
      about: ["alias": "Fel person", "sex": "unknown", "ageBand": "unknown"],
      on: Basis.consent(9), reference: "UF-79"
    ).then(
      "mark-error", by: "ungdom.admin", .ago(9, 12, 20), ["note": "Skickad till fel mottagare."]),
  ]
}
