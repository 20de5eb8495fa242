// Authorities that the municipalities work with. Their names are public; contacts and services as
// they stand here are invented.

import JSON

extension PartnerPlan {
  static let authorities = [police, region, migration, county, equality]

  private static let police = PartnerPlan(
    slug: "polisen", name: "Polisen", kind: "police", number: "202100-0076",
    municipalities: ["0380", "2480"],
    text: "Samverkan om trygghet, människohandel och våld i nära relation. Inga personuppgifter.",
    phone: "60", host: "polisen.example", eligibility: "Alla.",
    way: "Vid fara: ring 112. Det här numret är för samverkan och frågor.",
    services: [
      ServicePlan(
        "brottsoffer", "Brottsoffersamordnare", ["violence"], Hours.weekdays("08:00", "16:00"),
        acceptsReferrals: false,
        """
        Svarar på frågor om anmälan, skydd och vad som händer efteråt, och hjälper till att \
        hitta rätt i rättskedjan.
        """),
      ServicePlan(
        "omrade", "Områdespoliser", ["forced_crime", "children"], Hours.daily("07:00", "21:00"),
        acceptsReferrals: false,
        """
        Poliser som känner sitt område, går på gatan och möter föräldrar, föreningar och \
        fältgrupp varje vecka.
        """),
      ServicePlan(
        "manniskohandel", "Gruppen mot människohandel",
        ["sexual_exploitation", "forced_labour", "forced_begging"],
        Hours.weekdays("08:00", "17:00"),
        acceptsReferrals: false,
        """
        Tar emot uppgifter om människohandel och koppleri, och arbetar sida vid sida med Nexus \
        så att den utsatta först får stöd.
        """),
    ])

  private static let region = PartnerPlan(
    slug: "region-uppsala", name: "Region Uppsala", kind: "region", number: "232100-0024",
    text: "Hälso- och sjukvård, beroendevård och psykiatri i Uppsala län.", phone: "61",
    host: "region-uppsala.example", languages: ["sv", "en", "ar", "so"],
    eligibility: "Den som bor eller vistas i länet.",
    way: "Tolk bokas av mottagningen, och vårdgarantin gäller från första samtalet.",
    services: [
      ServicePlan(
        "beroendemottagning", "Beroendemottagningen", ["substance", "mental_health"],
        Hours.weekdays("08:00", "16:30"), fees: "Patientavgift enligt taxa.",
        """
        Bedömning, avgiftning och läkemedel vid beroende, också när det samtidigt finns en \
        psykisk sjukdom.
        """),
      ServicePlan(
        "psykiatri", "Psykiatrisk mottagning", ["mental_health"], Hours.weekdays("08:00", "16:30"),
        fees: "Patientavgift enligt taxa.",
        """
        Utredning och behandling för vuxna. Ett särskilt team tar emot den som saknar hem och \
        inte klarar bestämda tider.
        """),
      ServicePlan(
        "akutpsykiatri", "Psykiatrisk akut", ["mental_health"], Hours.always,
        fees: "Patientavgift enligt taxa.", acceptsReferrals: false,
        """
        Dygnet runt, utan tid. Kom själv, med någon du litar på, eller med hjälp av ambulans \
        eller polis.
        """),
      ServicePlan(
        "ungdomsmottagning", "Ungdomsmottagningen", ["mental_health", "sexual_exploitation"],
        Hours.weekdays("09:00", "18:00"), ages: 13...25,
        """
        Samtal, preventivmedel och prov. Vi frågar alla om våld och om sex mot ersättning, så \
        att ingen ska behöva ta upp det själv.
        """),
      ServicePlan(
        "sprututbyte", "Sprututbytet", ["substance", "physical_health"],
        Hours.some(["mon", "wed", "fri"], "10:00", "15:00"), ages: 18...120,
        acceptsReferrals: false,
        """
        Rena verktyg, vaccin, prov för hepatit och hiv, naloxon att ta hem och någon att prata \
        med. Anonymt för den som vill.
        """),
      ServicePlan(
        "rattsmedicin", "Mottagning efter våldtäkt", ["violence", "sexual_exploitation"],
        Hours.always,
        """
        Undersökning, spår, behandling och samtal, dygnet runt. Spåren sparas i två år, också \
        om du inte vill anmäla nu.
        """),
      ServicePlan(
        "halsorum", "Hälsorummet", ["physical_health"],
        Hours.some(["tue", "fri"], "12:00", "16:00"),
        """
        Läkare och sköterska för den som lever utan papper eller utan hem, i samma hus som \
        dagcentret. Sår, tänder, mediciner.
        """),
      ServicePlan(
        "barntrauma", "Barn- och ungdomspsykiatri", ["mental_health", "children"],
        Hours.weekdays("08:00", "16:00"), ages: 0...17,
        """
        Stöd till barn som har varit med om våld, flykt eller förlust. Första linjen på \
        vårdcentralen, svårare saker här.
        """),
    ])

  private static let migration = PartnerPlan(
    slug: "migrationsverket", name: "Migrationsverket", kind: "state_agency",
    number: "209999-0018", municipalities: ["0380"],
    text: "Tillstånd, mottagande och återvändande.", phone: "62",
    host: "migrationsverket.example", languages: ["sv", "en", "ar", "uk"],
    eligibility: "Den som söker eller har tillstånd i Sverige.",
    way: "Ta gärna med någon du litar på; tolk ordnas utan kostnad.",
    services: [
      ServicePlan(
        "tillstand", "Frågor om tillstånd", ["papers"], Hours.weekdays("09:00", "15:00"),
        acceptsReferrals: false,
        """
        Svar om ansökan, förlängning och arbete, och om vad som gäller när ett förhållande där \
        det fanns våld tar slut.
        """),
      ServicePlan(
        "reflektion", "Betänketid vid människohandel",
        ["papers", "sexual_exploitation", "forced_labour"], Hours.weekdays("09:00", "15:00"),
        acceptsReferrals: false,
        """
        Om det tillstånd för betänketid som socialtjänsten eller polisen kan söka för den som \
        har utsatts för människohandel.
        """),
    ])

  private static let county = PartnerPlan(
    slug: "lansstyrelsen-uppsala", name: "Länsstyrelsen i Uppsala län", kind: "state_agency",
    number: "209999-0026",
    text: "Samordnar länets arbete mot våld, människohandel och bostadslöshet.", phone: "63",
    host: "lansstyrelsen-uppsala.example", eligibility: "Kommuner, föreningar och enskilda.",
    way: "Vi svarar inom två arbetsdagar och hjälper till att hitta den som vet.",
    services: [
      ServicePlan(
        "vald", "Länssamordning mot våld", ["violence", "honour"], Hours.weekdays("09:00", "15:00"),
        acceptsReferrals: false,
        """
        Utbildning, nätverk och medel till kommuner och föreningar som arbetar mot våld och \
        hedersförtryck.
        """),
      ServicePlan(
        "budget", "Bosamordning", ["housing", "debt"], Hours.weekdays("09:00", "15:00"),
        acceptsReferrals: false,
        """
        Kunskap om hemlöshet, vräkning och sociala kontrakt, och en gång om året en gemensam \
        kartläggning i länet.
        """),
    ])

  private static let equality = PartnerPlan(
    slug: "jamstalldhetsmyndigheten", name: "Jämställdhetsmyndigheten", kind: "state_agency",
    number: "202100-6941",
    municipalities: .array(MunicipalityPlan.all.map { "\($0.code)" }),
    text: "Samordnar arbetet mot prostitution och människohandel i hela landet.", phone: "64",
    host: "jamstalldhetsmyndigheten.example", eligibility: "Yrkesverksamma.",
    way: "Stödtelefonen är till för den som möter utsatta i sitt arbete.",
    services: [
      ServicePlan(
        "stodtelefon", "Stödtelefon om människohandel",
        ["sexual_exploitation", "forced_labour", "forced_begging", "forced_crime"],
        Hours.weekdays("09:00", "17:00"), acceptsReferrals: false,
        """
        Råd i enskilda fall till socialtjänst, polis, vård och föreningar: tecken, skydd, \
        tillstånd och vem som gör vad.
        """),
      ServicePlan(
        "regionkoordinator", "Regionkoordinatorer",
        ["sexual_exploitation", "forced_labour", "forced_begging"],
        Hours.weekdays("08:00", "16:30"), acceptsReferrals: false,
        """
        Två koordinatorer i länet som är med från misstanke till återresa och har kontakt med \
        andra länder när det behövs.
        """),
    ])
}
