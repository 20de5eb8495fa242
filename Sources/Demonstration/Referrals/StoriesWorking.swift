// Referrals of partners to Uppsala that somebody has taken on.

import JSON

extension ReferralStories {
  private static let intake = "uppsala.mottagning"
  private static let homeless = "uppsala-ingang-akut-hemloshet"
  private static let worker = "uppsala.stodteamet"

  static let working = [
    ReferralStory(
      "antagen", by: "jouren.avsandare", .ago(5, 10, 0), to: "uppsala-ingang-vald", "soon",
      ["violence", "children"], "Har flyttat till sin syster med barnen.",
      about: [
        "alias": "Hanna", "sex": "woman", "ageBand": "25-34", "languages": ["sv"],
        "children": "yes", "household": "Två barn, tre och sex år.",
        "contact": ["phone": "070-1740621", "safe": "dagtid"],
      ], on: Basis.consent(5), reference: "KJ-2026-125"
    ).then("receive", by: intake, .ago(5, 10, 40))
      .then("accept", by: intake, .ago(3, 13, 15), ["note": "Tas upp på Nexus måndagsmöte."]),
    ReferralStory(
      "fordelad", by: "ungdom.avsandare", .ago(7, 15, 0), to: homeless, "urgent", ["housing"],
      "Har sovit i moskén och på bussar sedan en månad.",
      about: [
        "alias": "Ibrahim", "sex": "man", "ageBand": "21-24", "languages": ["ti", "sv"],
        "district": "Gottsunda",
      ], on: Basis.consent(7), reference: "UF-80"
    ).then("accept", by: intake, .ago(7, 15, 50))
      .then(
        "assign", by: intake, .ago(7, 15, 55),
        ["team": "uppsala-stodteamet", "user": "@uppsala.stodteamet"]
      )
      .said(by: "ungdom.avsandare", .ago(6, 17, 0), "Han sitter i biblioteket till klockan åtta.")
      .said(by: worker, .ago(6, 17, 20), "Tack, vi går dit i kväll."),
    ReferralStory(
      "tid", by: "jouren.handlaggare", .ago(10, 9, 0), to: homeless, "soon",
      ["housing", "substance"], "Vill börja på beroendeenheten om någon följer med.",
      about: [
        "alias": "Pekka", "sex": "man", "ageBand": "50-65", "languages": ["fi", "sv"],
        "contact": ["phone": "070-1740622", "safe": "alltid"],
      ], on: Basis.consent(10), reference: "KJ-2026-115"
    ).then("receive", by: intake, .ago(10, 9, 30))
      .then("accept", by: intake, .ago(9, 8, 45))
      .then("assign", by: intake, .ago(9, 8, 50), ["team": "uppsala-stodteamet"])
      .booked(
        by: intake, .ago(8, 10, 0), at: "+3 09:30", with: "Beroendeenheten",
        place: "Mottagningen, andra våningen", companions: ["Stödteamet"]),
    ReferralStory(
      "pagar", by: "jouren.avsandare", .ago(26, 9, 20), to: homeless, "urgent",
      ["housing", "violence"], "Utkastad i natt. Har en hund.",
      about: [
        "alias": "Gullan", "sex": "woman", "ageBand": "50-65", "languages": ["sv"],
        "district": "Centrum",
      ], on: Basis.consent(26), reference: "KJ-2026-098"
    ).then("receive", by: intake, .ago(26, 9, 35))
      .then("accept", by: intake, .ago(26, 9, 50))
      .then("assign", by: intake, .ago(26, 9, 55), ["team": "uppsala-stodteamet"])
      .booked(
        by: worker, .ago(25, 8, 30), at: "-23 10:00", with: "Boendebolaget",
        place: "Akutboendet", companions: ["Stödteamet", "hunden"]
      )
      .then("start", by: worker, .ago(25, 11, 0))
      .said(by: worker, .ago(25, 11, 5), "Vi har träffat henne. Hunden får följa med.")
      .said(by: "jouren.avsandare", .ago(25, 11, 40), "Så bra, hälsa henne!")
      .time("keep", by: worker, .ago(23, 11, 30)),
    ReferralStory(
      "uteblev", by: "ungdom.admin", .ago(24, 12, 0), to: homeless, "soon",
      ["housing", "mental_health"], "Har gått ner mycket i vikt och undviker folk.",
      about: ["alias": "Jocke", "sex": "man", "ageBand": "25-34", "languages": ["sv"]],
      on: Basis.consent(24), reference: "UF-66"
    ).then("accept", by: "uppsala.chef", .ago(23, 8, 20))
      .then("assign", by: "uppsala.chef", .ago(23, 8, 25), ["team": "uppsala-stodteamet"])
      .then("start", by: worker, .ago(22, 18, 0))
      .booked(
        by: worker, .ago(22, 18, 30), at: "-15 13:00", with: "Hälsorummet", place: "Dagcentret"
      )
      .time("miss", by: worker, .ago(15, 14, 0))
      .booked(
        by: worker, .ago(14, 19, 0), at: "-4 13:00", with: "Hälsorummet", place: "Dagcentret",
        companions: ["Stödteamet"]
      )
      .time("move", by: worker, .ago(5, 9, 0), ["at": "@time:+2 13:00"]),
    ReferralStory(
      "vilar", by: "jouren.handlaggare", .ago(28, 10, 30), to: homeless, "routine", ["housing"],
      "Bor på vandrarhem till månadens slut.",
      about: ["alias": "Aino", "sex": "woman", "ageBand": "66-79", "languages": ["fi"]],
      on: Basis.consent(28), reference: "KJ-2026-094"
    ).then("accept", by: intake, .ago(27, 9, 0))
      .then("assign", by: intake, .ago(27, 9, 5), ["team": "uppsala-stodteamet"])
      .then("start", by: worker, .ago(24, 10, 0))
      .then(
        "hold", by: worker, .ago(13, 15, 0),
        ["reason": "Hon ligger på sjukhus.", "reviewOn": "@day:5"]),
    ReferralStory(
      "igen", by: "jouren.avsandare", .ago(27, 13, 0), to: "uppsala-ingang-vald", "soon",
      ["violence"], "Vill ha hjälp att söka kontaktförbud.",
      about: ["alias": "Petra", "sex": "woman", "ageBand": "35-49", "languages": ["sv"]],
      on: Basis.consent(27), reference: "KJ-2026-096"
    ).then("accept", by: intake, .ago(26, 13, 0))
      .then("start", by: intake, .ago(25, 13, 0))
      .then(
        "complete", by: intake, .ago(12, 10, 0),
        ["outcome": "partly", "feedback": "Ansökan är inskickad."]
      )
      .then("reopen", by: intake, .ago(3, 9, 30), ["note": "Hon har hört av sig igen."]),
  ]
}
