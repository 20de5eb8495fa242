// Partners in Umeå and in the seven municipalities north of Stockholm. Invented.

import JSON

extension PartnerPlan {
  static let elsewhere = [umeaShelter, umeaYouth, northShelter, applicant]

  private static let umeaShelter = PartnerPlan(
    slug: "kvinnojouren-umea-exempel", name: "Kvinnojouren Umeå (exempel)",
    kind: "womens_shelter", number: "809999-0072", maker: "umea.admin", municipalities: ["2480"],
    text: "Jour för kvinnor, barn och unga i Umeå med omnejd.", phone: "70",
    host: "kvinnojouren-umea.example", languages: ["sv", "en", "se", "ar"],
    eligibility: "Kvinnor och barn i Västerbotten.",
    way: "Vi kan mötas i byn där du bor, eller på vägen mellan oss.",
    agreement: [
      "kind": "iop", "diaryNumber": "IFN-2026-00041", "from": "@day:-400", "to": "@day:275",
      "signedOn": "@day:-401", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "samtal", "Samtal", ["violence", "honour"], Hours.daily("10:00", "20:00"),
        """
        Samtal i Umeå, på telefon eller på video. Någon som kan samiska finns på tisdagar och \
        efter överenskommelse.
        """),
      ServicePlan(
        "boende", "Skyddat boende", ["violence", "housing"], Hours.always,
        fees: "Kommunen betalar efter beslut.",
        """
        Sju platser i egna lägenheter, med hjälp till skola och arbete på den nya orten och med \
        plats för en hund.
        """),
      ServicePlan(
        "unga", "Tjejjouren", ["violence", "sexual_exploitation"],
        Hours.some(["tue", "thu", "sun"], "18:00", "21:00"), ages: 12...21,
        """
        Chatt och telefon för tjejer och icke-binära om kärlek, press, nakenbilder och sånt som \
        inte går att säga hemma.
        """),
    ])

  private static let umeaYouth = PartnerPlan(
    slug: "ungdomens-hus-umea-exempel", name: "Ungdomens hus Umeå (exempel)",
    kind: "association", number: "809999-0080", maker: "umea.admin", municipalities: ["2480"],
    text: "Mötesplats som drivs av unga, granne med fältgruppen.", phone: "71",
    host: "ungdomenshus.example", languages: ["sv", "en", "so"],
    eligibility: "Unga 13 till 20 år.",
    way: "Det finns alltid minst två vuxna på plats, och fältgruppen tittar in varje kväll.",
    agreement: [
      "kind": "grant", "diaryNumber": "IFN-2026-00042", "from": "@day:-400", "to": "@day:275",
      "signedOn": "@day:-400", "opensPersonData": false,
    ],
    services: [
      ServicePlan(
        "kvall", "Kvällsöppet", ["children"], Hours.some(["wed", "fri", "sat"], "17:00", "23:00"),
        ages: 13...20, acceptsReferrals: false,
        """
        Replokal, kök och soffor. Ingen kostar något och ingen måste göra något, men den som \
        vill kan vara med och bestämma.
        """),
      ServicePlan(
        "mentor", "Mentor", ["children", "income"], Hours.weekdays("14:00", "18:00"), ages: 15...20,
        """
        En vuxen som ses med dig varannan vecka i ett år, hjälper till med skolan och är på din \
        sida när det krånglar.
        """),
    ])

  private static let northShelter = PartnerPlan(
    slug: "jouren-norrort-exempel", name: "Jouren Norrort (exempel)", kind: "womens_shelter",
    number: "809999-0098", maker: "upplands-bro.admin",
    municipalities: .array(MunicipalityPlan.neighbours.map { "\($0.code)" }),
    text: "Sju kommuners gemensamma jour mot våld och hedersförtryck.", phone: "72",
    host: "jouren-norrort.example", languages: ["sv", "en", "ar", "ku", "fi"],
    eligibility: "Den som bor i någon av de sju kommunerna.",
    way: "Du kan välja en mottagning i en annan kommun än din egen.",
    agreement: [
      "kind": "service", "diaryNumber": "UBSN-2026-00017", "from": "@day:-400", "to": "@day:640",
      "signedOn": "@day:-404", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "samtal", "Samtalsmottagning", ["violence", "honour"], Hours.weekdays("08:00", "19:00"),
        """
        Fem till tjugo samtal för den som har utsatts för våld, med barnpassning i rummet \
        bredvid och plats för en vän.
        """),
      ServicePlan(
        "sluta", "Välj att sluta", ["violence"], Hours.some(["mon", "wed"], "16:00", "20:00"),
        """
        För den som använder våld mot någon nära och vill sluta: enskilt först, sedan grupp, och \
        partnern får eget stöd.
        """),
      ServicePlan(
        "heder", "Heder och frihet", ["honour"], Hours.weekdays("10:00", "18:00"), ages: 13...30,
        """
        Stöd till unga som inte får välja vän, utbildning eller partner. Hjälp före sommarlovet \
        när en resa planeras mot din vilja.
        """),
      ServicePlan(
        "akut", "Akuta platser", ["violence", "housing"], Hours.always,
        fees: "Kommunen betalar efter beslut.",
        """
        Fyra platser för natten när det inte kan vänta, för kvinnor, män och par med barn, tills \
        socialtjänsten öppnar.
        """),
      ServicePlan(
        "barn", "Barnsamtal", ["children", "violence"],
        Hours.some(["tue", "thu"], "13:00", "17:00"),
        ages: 3...17,
        """
        Samtal och lek för barn som har levt med våld. Båda vårdnadshavare behöver inte säga ja \
        för att vi ska kunna träffas.
        """),
      ServicePlan(
        "manad", "En månad fri från våld", ["violence"], Hours.some(["sat"], "11:00", "15:00"),
        acceptsReferrals: false,
        """
        Föreläsningar, teater och verkstäder i alla sju kommuner under en månad varje år, för \
        skola, fritid och allmänhet.
        """),
    ])

  // Taken in, looked at, and not yet active: shown in no directory.
  private static let applicant = PartnerPlan(
    slug: "grannstodet-exempel", name: "Grannstödet (exempel)", kind: "association",
    number: "809999-0106", text: "Ny förening som vill hjälpa grannar i Flogsta.", phone: "73",
    host: "grannstodet.example", eligibility: "Alla i Flogsta.",
    way: "Knacka på hos en granne.",
    services: [
      ServicePlan(
        "fika", "Gårdsfika", ["mental_health"], Hours.some(["sun"], "14:00", "16:00"),
        acceptsReferrals: false, "Kaffe på gården en gång i veckan.")
    ])
}
