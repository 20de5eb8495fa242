// What the crews out there make: places, shifts, meetings; and proposals to merge two persons.

import Access
import JSON
import Vocabulary

extension Scenery {
  private static let crews = [
    ("uppsala-outreach", "uppsala-stodteamet"), ("uppsala-outreach-other", "uppsala-nexusteamet"),
    ("umea-outreach", "umea-faltgruppen"),
  ]

  private static func ground(ofTeam team: String) -> Ground {
    ground(of: Cast.teams.first { $0.0 == team }?.1 ?? "").with { $0.team = team }
  }

  mutating func makePlaces() throws {
    for (maker, team) in Self.crews {
      let answer = try make("/places", #"{"name": "Parken", "kind": "outdoors"}"#, as: maker)
      add("place", team, id: answer.text("id") ?? "", Self.ground(ofTeam: team))
    }
    let (maker, team) = Self.crews[0]
    let shelter = try make(
      "/places",
      #"{"name": "Huset", "kind": "shelter", "partner": "kvinnojouren-exempel"}"#, as: maker)
    add(
      "place", "the shelter's", id: shelter.text("id") ?? "",
      Self.ground(ofTeam: team).with { $0.partner = "kvinnojouren-exempel" })
    // Protected housing is for those of its own team.
    let hidden = try make("/places", #"{"name": "Gömt", "kind": "protected"}"#, as: maker)
    add(
      "place", "protected", id: hidden.text("id") ?? "",
      Self.ground(ofTeam: team).with {
        $0.isNamed = false
        $0.readers = []
        $0.owners = [team]
      })
  }

  mutating func makeShifts() throws {
    for (maker, team) in Self.crews {
      let partners = team == "uppsala-stodteamet" ? ["kvinnojouren-exempel", "moske-exempel"] : []
      let answer = try make(
        "/shifts",
        """
        {"team": "\(team)", "plannedFrom": "2026-12-01T19:00:00Z",
         "plannedTo": "2026-12-01T23:00:00Z", "partners": \(partners)}
        """, as: maker)
      var grounds = [Self.ground(ofTeam: team).with { $0.permission = "shift.read" }]
      grounds += partners.map { partner in
        Ground(partner: partner).with { $0.permission = "shift.run" }
      }
      let sides = grounds.map { $0.with { $0.isPersonal = true } }
      things.append(Thing("shift", team, id: answer.text("id") ?? "", sides))
    }
  }

  mutating func makeEncounters() throws {
    for (maker, team) in Self.crews {
      let answer = try make(
        "/encounters", #"{"subject": {"nobody": true}, "contents": ["relation"]}"#, as: maker)
      let ground = Self.ground(ofTeam: team).with {
        $0.isNamed = false
        $0.isPersonal = true
      }
      add("encounter", team, id: answer.text("id") ?? "", ground)
    }
    let (maker, team) = Self.crews[0]
    let person = find("person", "outreach's in stod")
    let answer = try make(
      "/encounters",
      #"{"subject": {"person": "\#(person?.id ?? "")"}, "contents": ["relation"]}"#, as: maker)
    let ground = Self.ground(ofTeam: team).with {
      $0.isNamed = false
      $0.isPersonal = true
      $0.owners = person?.grounds.first?.owners ?? []
    }
    add("encounter", "with a person", id: answer.text("id") ?? "", ground)
  }

  // What is not about persons, and the checklists that are.
  mutating func makeFieldWork() throws {
    for (maker, team) in Self.crews {
      let ground = Self.ground(ofTeam: team)
      let evening = try make(
        "/field-evenings", #"{"area": "Centrum", "worry": "low"}"#, as: maker)
      add("field-evening", team, id: evening.text("id") ?? "", ground)
      let contact = try make("/online-contacts", #"{"platform": "chat"}"#, as: maker)
      add("online-contact", team, id: contact.text("id") ?? "", ground)
      let note = try make(
        "/cooperation-notes",
        #"{"partner": "kvinnojouren-exempel", "who": "Samordnaren", "about": "Pass."}"#, as: maker)
      add("cooperation-note", team, id: note.text("id") ?? "", ground)
      let unit = Cast.teams.first { $0.0 == team }?.1 ?? ""
      let sign = try make(
        "/unrest-signs",
        """
        {"unit": "\(unit)", "area": "Centrum", "level": "low", "source": "staff", "what": "Bråk."}
        """, as: maker)
      add("unrest-sign", unit, id: sign.text("id") ?? "", Self.ground(of: unit))
    }
    for encounter in all("encounter") {
      let maker = Self.crews.first { $0.1 == encounter.grounds[0].team }?.0 ?? ""
      let checklist = try make(
        "/trafficking-checklists",
        """
        {"encounter": "\(encounter.id)",
         "answers": [{"indicator": "threats", "answer": "yes"}]}
        """,
        as: maker)
      // Of whom nothing is kept, it is the own of the team that met them.
      let ground = encounter.grounds[0].with { ground in
        if ground.owners.isEmpty { ground.owners = [ground.team ?? ""] }
      }
      add("checklist", encounter.name, id: checklist.text("id") ?? "", ground)
    }
  }

  // Proposals: each has the sides of two persons.
  mutating func makeMerges() throws {
    let pairs = [
      ("intake's in stod", "below stod"), ("intake's in stod", "caseworker's"),
      ("in nexus", "protected"),
    ]
    for (kept, absorbed) in pairs {
      let persons = [kept, absorbed].compactMap { find("person", $0) }
      let answer = try make(
        "/merges", #"{"kept": "\#(persons[0].id)", "absorbed": "\#(persons[1].id)"}"#,
        as: "uppsala-intake")
      things.append(
        Thing(
          "merge", "\(kept) and \(absorbed)", id: answer.text("id") ?? "",
          persons.flatMap(\.grounds)))
    }
  }
}
