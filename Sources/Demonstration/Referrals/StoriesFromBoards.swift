// Referrals the other way: from Uppsala to its partners, and to another municipality.

import JSON

extension ReferralStories {
  private static let shelter = "kvinnojouren-uppsala-exempel"
  private static let handler = "jouren.handlaggare"

  static let fromBoards = [
    ReferralStory(
      "till-jouren", by: "uppsala.stodteamet", .minutes(180), to: shelter + "-samtal", "soon",
      ["violence"], "Vill prata med någon som inte är kommunen.",
      about: ["person": "@person.mossan"], on: Basis.consent(1)),
    ReferralStory(
      "jouren-sen", by: "uppsala.mottagning", .ago(18, 9, 0), to: shelter + "-juridik", "soon",
      ["debt", "papers"], "Behöver råd om gemensamma skulder.",
      about: ["person": "@person.anita"], on: Basis.consent(19, form: "written")),
    ReferralStory(
      "jouren-tid", by: "uppsala.mottagning", .ago(9, 10, 0), to: shelter + "-foljeslagare",
      "soon", ["violence"], "Rättegång om två veckor.", about: ["person": "@person.fatima"],
      on: Basis.consent(9)
    ).then("accept", by: handler, .ago(8, 13, 0))
      .then("assign", by: handler, .ago(8, 14, 0), ["user": "@jouren.handlaggare"])
      .booked(
        by: handler, .ago(8, 14, 30), at: "+5 08:45", with: "Johanna", place: "Tingsrätten",
        companions: ["tolk"]
      )
      .said(by: "uppsala.mottagning", .ago(7, 8, 0), "Hon kommer hellre en kvart tidigare."),
    ReferralStory(
      "jouren-klar", by: "uppsala.nexus", .ago(37, 11, 0), to: shelter + "-skyddat-boende",
      "urgent", ["violence", "sexual_exploitation", "housing"], "Behöver ett rum i natt.",
      about: ["person": "@person.elena"], on: Basis.consent(37)
    ).then("accept", by: handler, .ago(37, 11, 20))
      .then("start", by: handler, .ago(37, 16, 0))
      .then(
        "complete", by: handler, .ago(21, 12, 0),
        ["outcome": "got_help", "feedback": "Hon har flyttat till ett eget boende."]
      )
      .then("acknowledge", by: "uppsala.nexus", .ago(20, 8, 30)),
    ReferralStory(
      "jouren-nej", by: "uppsala.nexus", .ago(19, 12, 0), to: shelter + "-skyddat-boende",
      "urgent", ["violence", "housing"], "Behöver flytta före helgen.",
      about: ["person": "@person.ioana"], on: Basis.consent(19)
    ).then(
      "decline", by: handler, .ago(19, 13, 0),
      ["reason": "no_capacity", "text": "Fullt till på torsdag; prova Jouren Norrort."]),
    ReferralStory(
      "chatten", by: "uppsala.mottagning", .ago(3, 16, 0), to: shelter + "-chatt", "routine",
      ["violence"], "Ringde utan att säga vem hon var. Vill skriva med någon.",
      about: ["sex": "woman", "ageBand": "18-20"], on: Basis.anonymous),
    ReferralStory(
      "vagledaren", by: "uppsala.mottagning", .ago(23, 13, 0),
      to: "uppsala-ungdomsforening-exempel-vagledare", "soon", ["children"],
      "Vill ha någon med sig under utredningen.", about: ["person": "@person.fatima"],
      on: Basis.consent(23)
    ).then("accept", by: "ungdom.admin", .ago(22, 15, 0))
      .then("start", by: "ungdom.admin", .ago(20, 17, 0))
      .said(by: "ungdom.admin", .ago(20, 17, 10), "Vi ses på torsdag hos oss."),
    ReferralStory(
      "harbarget", by: "uppsala.stodteamet", .ago(2, 20, 0),
      to: "dagcentret-uppsala-exempel-harbarge",
      "urgent", ["housing"], "Har inget skydd mot kylan i natt.",
      about: ["person": "@person.lasse"], on: Basis.consent(2)),
    ReferralStory(
      "handlaggarens-utkast", by: "uppsala.handlaggare", .ago(1, 11, 0),
      to: "boendebolaget-exempel-stodboende", "routine", ["housing", "substance"],
      "Beslut om stödboende väntas på torsdag.", about: ["person": "@person.dragan"],
      on: Basis.consent(1), isDraft: true),
    ReferralStory(
      "till-umea", by: "uppsala.mottagning", .ago(14, 9, 0), to: "umea-ingang-vald", "soon",
      ["violence", "housing"], "Flyttar till Umeå för att komma bort.",
      about: ["person": "@person.anita"], on: Basis.consent(14, form: "written")
    ).then("receive", by: "umea.mottagning", .ago(14, 10, 0))
      .then("accept", by: "umea.mottagning", .ago(13, 9, 0))
      .booked(
        by: "umea.mottagning", .ago(13, 9, 10), at: "-6 10:00", with: "Mottagningen",
        place: "Stadshuset"
      )
      .time("keep", by: "umea.mottagning", .ago(6, 11, 0))
      .then("start", by: "umea.mottagning", .ago(6, 11, 5)),
  ]
}
