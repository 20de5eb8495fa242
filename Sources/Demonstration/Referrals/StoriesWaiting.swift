// Referrals of partners to Uppsala that nobody has answered yet, or that wait for somebody.

import JSON

extension ReferralStories {
  private static let intake = "uppsala.mottagning"
  private static let homeless = "uppsala-ingang-akut-hemloshet"

  static let waiting = [
    ReferralStory(
      "utkast", by: "jouren.avsandare", .ago(2, 15, 40), to: "uppsala-ingang-vald", "soon",
      ["violence"], "Vill prata med någon om att lämna.",
      about: ["alias": "Rut", "sex": "woman", "ageBand": "35-49"], on: Basis.consent(2),
      reference: "KJ-2026-131", isDraft: true),
    ReferralStory(
      "ny", by: "jouren.handlaggare", .minutes(50), to: homeless, "urgent",
      ["housing", "violence"], "Har sovit i bilen sedan i fredags och vågar inte åka hem.",
      about: [
        "alias": "Tove", "sex": "woman", "ageBand": "25-34", "district": "Gottsunda",
        "languages": ["sv"], "children": "no",
        "contact": ["phone": "070-1740620", "safe": "skriv först"],
      ], on: Basis.consent(1), reference: "KJ-2026-132"),
    ReferralStory(
      "vagledning", by: "ungdom.avsandare", .minutes(95), to: "uppsala-ingang-samhallsvagledare",
      "routine", ["children", "papers"], "Förstår inte breven från skolan och kommunen.",
      about: [
        "alias": "Mamma till fem", "sex": "woman", "ageBand": "35-49", "languages": ["so"],
        "children": "yes", "household": "Två vuxna och fem barn.",
      ], on: Basis.consent(1), reference: "UF-88"),
    ReferralStory(
      "glomd", by: "ungdom.admin", .ago(19, 10, 15), to: "uppsala-ingang-beroende", "urgent",
      ["substance", "forced_crime"], "Vill sluta men är skyldig pengar.",
      about: [
        "alias": "Max", "sex": "man", "ageBand": "18-20", "district": "Gottsunda",
        "languages": ["sv"],
      ], on: Basis.consent(19), reference: "UF-71"),
    ReferralStory(
      "barn", by: "ungdom.avsandare", .ago(4, 16, 30), to: "uppsala-ingang-barn-och-unga",
      "urgent", ["children", "violence"],
      "Kommer i samma kläder och vill inte gå hem. Har berättat om slag.",
      about: [
        "alias": "Pojken i blå jacka", "sex": "man", "ageBand": "13-15",
        "district": "Stenhagen", "languages": ["sv", "ar"],
      ], on: Basis.dutyToReport, reference: "UF-84"
    ).then("receive", by: intake, .ago(4, 16, 45)),
    ReferralStory(
      "oppnad", by: "jouren.avsandare", .ago(1, 13, 20), to: "uppsala-ingang-vald", "soon",
      ["violence", "debt"], "Mannen har tagit lån i hennes namn.",
      about: [
        "name": "Vera Exempelqvist", "number": "200006282388", "languages": ["sv"],
        "children": "unknown",
      ], on: Basis.consent(1, form: "written"), reference: "KJ-2026-129"
    ).then("receive", by: intake, .ago(1, 14, 5)),
    ReferralStory(
      "sen", by: "jouren.handlaggare", .ago(22, 9, 30), to: "uppsala-ingang-vald", "soon",
      ["violence", "papers"], "Uppehållstillståndet hänger på förhållandet.",
      about: ["alias": "Lina", "sex": "woman", "ageBand": "25-34", "languages": ["es"]],
      on: Basis.consent(22), reference: "KJ-2026-104"
    ).then("receive", by: intake, .ago(21, 8, 50)),
    ReferralStory(
      "fraga", by: "jouren.handlaggare", .ago(6, 11, 0), to: homeless, "urgent",
      ["housing", "mental_health"], "Bor hos olika bekanta och har slutat äta.",
      about: [
        "alias": "Siv", "sex": "woman", "ageBand": "50-65", "languages": ["sv"],
        "district": "Årsta",
      ], on: Basis.consent(6), reference: "KJ-2026-122"
    ).then("receive", by: intake, .ago(6, 11, 20))
      .then(
        "ask", by: intake, .ago(6, 11, 25), ["question": "Var brukar hon vara på kvällarna?"]),
    ReferralStory(
      "svar", by: "jouren.avsandare", .ago(8, 13, 10), to: homeless, "soon", ["housing"],
      "Sover i ett trapphus på Väderkvarnsgatan.",
      about: ["alias": "Bosse", "sex": "man", "ageBand": "50-65", "languages": ["sv"]],
      on: Basis.consent(8), reference: "KJ-2026-119"
    ).then("ask", by: intake, .ago(7, 9, 0), ["question": "Har han varit i kontakt med vården?"])
      .then("reply", by: "jouren.avsandare", .ago(2, 10, 30), ["text": "Ja, i våras."]),
    ReferralStory(
      "ko", by: "ungdom.admin", .ago(17, 14, 0), to: "uppsala-rad-och-behandling", "routine",
      ["substance"], "Vill gå tolvstegsprogrammet när det finns plats.",
      about: ["alias": "Adam", "sex": "man", "ageBand": "21-24", "languages": ["sv"]],
      on: Basis.consent(17), reference: "UF-73"
    ).then("receive", by: intake, .ago(16, 9, 15))
      .then("waitlist", by: intake, .ago(15, 13, 0), ["estimate": "omkring sex veckor"]),
  ]
}
