// The public doors: one for each target group, with who answers behind it and when.

import JSON

/// Opening hours as they stand in bodies.
enum Hours {
  static let officeDays: JSONValue = ["mon", "tue", "wed", "thu", "fri"]

  /// Monday to Friday, not on holidays.
  static func weekdays(_ opens: String, _ closes: String) -> JSONValue {
    [on(officeDays, opens, closes, isClosedOnHolidays: true)]
  }

  /// Every day of the year.
  static func daily(_ opens: String, _ closes: String) -> JSONValue {
    [on(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], opens, closes)]
  }

  /// Some days of the week; a time before `opens` is one of the next day.
  static func some(_ days: JSONValue, _ opens: String, _ closes: String) -> JSONValue {
    [on(days, opens, closes)]
  }

  /// Never closed.
  static let always = daily("00:00", "24:00")

  private static func on(
    _ days: JSONValue, _ opens: String, _ closes: String, isClosedOnHolidays: Bool = false
  ) -> JSONValue {
    [
      "days": days, "opens": "\(opens)", "closes": "\(closes)",
      "closedOnHolidays": .bool(isClosedOnHolidays),
    ]
  }
}

enum EntranceActs {
  /// Every entrance.
  static let all = uppsala + umea + neighbours

  private static func entrance(
    _ who: String, _ slug: String, _ name: String, for group: String, unit: String,
    team: String? = nil, phone: String, hours: JSONValue, _ sv: String, _ en: String
  ) -> Act {
    let body: JSONValue = [
      "slug": "\(slug)", "name": "\(name)", "targetGroup": "\(group)", "unit": "\(unit)",
      "phone": "08-465 004 \(phone)", "hours": hours, "outOfHoursPhone": "08-465 004 99",
      "textSv": "\(sv)", "textEn": "\(en)",
    ]
    return Act(who, "entrances", body.adding("team", team.map { "\($0)" }), as: slug)
  }

  private static let uppsala = [
    entrance(
      "uppsala.admin", "uppsala-ingang-akut-hemloshet", "Akut hemlöshet",
      for: "acute_homelessness", unit: "uppsala-stod", team: "uppsala-stodteamet", phone: "10",
      hours: Hours.daily("07:00", "22:00"),
      "För dig som inte har någonstans att sova. Vi kommer dit där du är.",
      "For you who have nowhere to sleep. We come to where you are."),
    entrance(
      "uppsala.admin", "uppsala-ingang-prostitution-manniskohandel",
      "Prostitution och människohandel", for: "prostitution_trafficking", unit: "uppsala-nexus",
      team: "uppsala-nexusteamet", phone: "11", hours: Hours.daily("08:00", "21:00"),
      "För dig som säljer sex, tiggeri, arbete eller brott åt någon annan, eller är rädd för det.",
      "For you who are made to sell sex, to beg, to work or to commit crimes for somebody else."),
    entrance(
      "uppsala.admin", "uppsala-ingang-vald", "Våld i nära relation", for: "violence",
      unit: "uppsala-nexus", phone: "12", hours: Hours.weekdays("08:00", "16:30"),
      "För dig som utsätts för våld, eller utsätter någon annan. Du får vara anonym.",
      "For you who live with violence, or use it. You may stay anonymous."),
    entrance(
      "uppsala.admin", "uppsala-ingang-barn-och-unga", "Barn och unga", for: "children_youth",
      unit: "uppsala-mottagning-barn-unga", phone: "13", hours: Hours.weekdays("08:00", "16:30"),
      "För barn, unga och föräldrar som behöver stöd, och för dig som är orolig för ett barn.",
      "For children, young people and parents who need support, and for worried neighbours."),
    entrance(
      "uppsala.admin", "uppsala-ingang-samhallsvagledare", "Samhällsvägledare", for: "guides",
      unit: "uppsala-samhallsvagledning", team: "uppsala-vagledarna", phone: "14",
      hours: Hours.some(["tue", "thu", "sun"], "13:00", "19:00"),
      "Vi förklarar hur socialtjänsten arbetar, på ditt språk, och följer med om du vill.",
      "We explain how the social services work, in your language, and come along if you like."),
    entrance(
      "uppsala.admin", "uppsala-ingang-beroende", "Alkohol och droger", for: "substance",
      unit: "uppsala-beroendeenheten", phone: "15", hours: Hours.weekdays("08:00", "16:00"),
      "För dig som vill ändra något i hur du dricker, spelar eller använder droger.",
      "For you who want to change how you drink, gamble or use drugs."),
  ]

  private static let umea = [
    entrance(
      "umea.admin", "umea-ingang-barn-och-unga", "Barn och unga", for: "children_youth",
      unit: "umea-falt", team: "umea-faltgruppen", phone: "23",
      hours: Hours.some(["wed", "fri", "sat"], "18:00", "02:00"),
      "Fältgruppen finns där unga är, på kvällar och helger.",
      "The field team is where young people are, in the evenings and at weekends."),
    entrance(
      "umea.admin", "umea-ingang-vald", "Våld i nära relation", for: "violence",
      unit: "umea-mottagningen", phone: "24", hours: Hours.weekdays("08:00", "16:30"),
      "För dig som utsätts för våld, och för dig som vill sluta slå.",
      "For you who live with violence, and for you who want to stop."),
  ]

  private static let neighbours = MunicipalityPlan.neighbours.enumerated().map { place, plan in
    entrance(
      "drift", plan.prefix + "-ingang-vald", "Våld i nära relation", for: "violence",
      unit: plan.prefix + "-mottagningen", phone: "4\(place)",
      hours: Hours.weekdays("08:00", "16:30"),
      "För dig som utsätts för våld eller hedersförtryck. Vi hjälper dig vidare samma dag.",
      "For you who live with violence or honour-based oppression. We help you on the same day.")
  }
}
