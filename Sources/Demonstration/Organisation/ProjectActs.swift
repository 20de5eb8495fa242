// Projects with start and end: what was tried, and what became part of the usual work.

import JSON

enum ProjectActs {
  /// Every project.
  static let all = [
    Act(
      "uppsala.admin", "projects",
      [
        "unit": "uppsala-stod", "name": "Uppsökande arbete bland akut hemlösa",
        "from": "2021-09-01", "to": "2022-11-30", "funder": "Socialstyrelsen",
        "goals": [
          "Veta hur många som är akut hemlösa och vilket stöd de har",
          "Motivera till kontakt, kvinnor först",
        ],
        "evaluationDue": "2022-12-31", "madePermanentOn": "2023-04-01",
      ]),
    Act(
      "uppsala.admin", "projects",
      [
        "unit": "uppsala-nexus", "name": "Teamet mot människohandel och prostitution",
        "from": "2023-04-01", "to": "2025-03-31", "funder": "Länsstyrelsen",
        "goals": ["En enda ingång", "Uppsökande arbete också på nätet", "Utbilda personal"],
        "evaluationDue": "2025-06-30", "madePermanentOn": "2025-04-01",
      ]),
    Act(
      "uppsala.admin", "projects",
      [
        "unit": "uppsala-samhallsvagledning", "name": "Samhällsvägledare i föreningar",
        "from": "@day:-300", "to": "@day:430", "funder": "Kommunstyrelsen",
        "goals": ["Rätt uppgifter om socialtjänsten", "Stöd till föräldrar under en utredning"],
        "evaluationDue": "@day:400",
      ]),
    Act(
      "umea.admin", "projects",
      [
        "unit": "umea-falt", "name": "Fältgruppen på nätet", "from": "@day:-120",
        "to": "@day:245", "goals": ["Nå unga som inte är ute"],
      ]),
    Act(
      "upplands-bro.admin", "projects",
      [
        "unit": "upplands-bro-mottagningen", "name": "En månad fri från våld",
        "from": "@day:-60", "to": "@day:30",
        "goals": ["Sju kommuner utbildar tillsammans", "Fler frågar om våld"],
        "evaluationDue": "@day:90",
      ]),
  ]
}
