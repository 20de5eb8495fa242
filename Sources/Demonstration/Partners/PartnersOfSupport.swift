// Associations of experience, support for victims, a company and a school in Uppsala. Invented.

import JSON

extension PartnerPlan {
  static let support = [recovery, victims, housing, school]

  private static let recovery = PartnerPlan(
    slug: "aterhamtning-uppsala-exempel", name: "Återhämtning Uppsala (exempel)",
    kind: "association", number: "809999-0056",
    text: "Brukarförening med tolvstegsgrupper och kamratstöd.", phone: "54",
    host: "aterhamtning.example", languages: ["sv", "en", "fi"],
    eligibility: "Den som vill sluta, har slutat eller funderar.",
    way: "Alla som leder grupper har egen erfarenhet, och det första samtalet binder dig inte.",
    agreement: [
      "kind": "iop", "diaryNumber": "SCN-2025-00688", "from": "@day:-400", "to": "@day:-20",
      "signedOn": "@day:-405", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "tolvsteg", "Tolvstegsgrupp", ["substance"], Hours.daily("18:00", "19:30"),
        """
        Öppet möte varje kväll året om, också på julafton. Sätt dig längst bak första gången och \
        säg ingenting, om det känns bäst.
        """),
      ServicePlan(
        "kamrat", "Kamratstöd", ["substance", "mental_health"], Hours.weekdays("10:00", "18:00"),
        """
        En kamrat som har gått samma väg följer med till beroendeenheten, hör av sig efteråt och \
        svarar när suget kommer.
        """),
      ServicePlan(
        "anhorig", "Anhöriggrupp", ["substance", "children"], Hours.some(["mon"], "18:00", "20:00"),
        """
        För den som lever nära någon som dricker, spelar eller använder droger: om gränser, \
        skuld och att sova om natten.
        """),
      ServicePlan(
        "dag", "Dagverksamhet", ["substance", "income"], Hours.weekdays("08:30", "15:00"),
        """
        Snickeri, kök och cykelverkstad med lugnt tempo. En bra plats att vara på medan man \
        väntar på behandling.
        """),
    ])

  private static let victims = PartnerPlan(
    slug: "brottsofferstodet-exempel", name: "Brottsofferstödet Uppsala (exempel)",
    kind: "association", number: "809999-0064",
    text: "Stöd till den som har utsatts för brott, till vittnen och anhöriga.", phone: "55",
    host: "brottsofferstodet.example", languages: ["sv", "en", "ar", "bs"],
    eligibility: "Den som har utsatts för brott, vittnen och anhöriga.",
    way: "Du behöver inte ha gjort en polisanmälan, och vi har tystnadslöfte.",
    services: [
      ServicePlan(
        "samtal", "Stödsamtal efter brott", ["violence"], Hours.weekdays("09:00", "18:00"),
        """
        Samtal på telefon eller i rummet om det som hände och det som händer nu: sömn, skuld, \
        ilska och vardag.
        """),
      ServicePlan(
        "vittne", "Vittnesstöd", ["violence"], Hours.weekdays("08:30", "16:00"),
        """
        En stödperson möter dig i tingsrätten, visar salen i förväg och ser till att du slipper \
        vänta i samma rum som den åtalade.
        """),
      ServicePlan(
        "ersattning", "Hjälp med ersättning", ["violence", "debt"],
        Hours.some(["tue", "thu"], "13:00", "17:00"),
        """
        Vi går igenom försäkring, skadestånd och brottsskadeersättning och fyller i blanketterna \
        tillsammans.
        """),
      ServicePlan(
        "aldre", "Äldre och bedrägeri", ["violence", "debt"], Hours.some(["wed"], "10:00", "14:00"),
        ages: 65...120,
        """
        För äldre som har blivit lurade på pengar eller utsätts av någon nära. Hembesök när det \
        är svårt att ta sig hit.
        """),
    ])

  private static let housing = PartnerPlan(
    slug: "boendebolaget-exempel", name: "Boendebolaget Exempel AB", kind: "company",
    number: "559999-0016",
    text: "Stödboende och akuta platser på uppdrag av kommuner.", phone: "56",
    host: "boendebolaget.example", eligibility: "Vuxna efter beslut av socialnämnden.",
    way: "Personal finns dygnet runt, och varje boende har en egen kontaktperson.",
    agreement: [
      "kind": "service", "diaryNumber": "SCN-2026-00105", "from": "@day:-400", "to": "@day:275",
      "signedOn": "@day:-400", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "stodboende", "Stödboende", ["housing", "substance"], Hours.always,
        fees: "Kommunen betalar efter beslut.",
        """
        Egna lägenheter med stöd i vardagen, för den som har varit länge utan hem och vill \
        stanna på ett ställe.
        """),
      ServicePlan(
        "akut", "Akutboende", ["housing"], Hours.always, fees: "Kommunen betalar efter beslut.",
        """
        Tio rum med kort varsel, på vardagar också med flytthjälp. Par och den som har husdjur \
        kan bo tillsammans.
        """),
    ])

  private static let school = PartnerPlan(
    slug: "gymnasiet-exempel", name: "Gymnasiet Exempel", kind: "school", number: "559999-0024",
    text: "Gymnasieskola med elevhälsa som arbetar tillsammans med Nexus.", phone: "57",
    host: "gymnasiet.example", eligibility: "Elever 16 till 20 år.",
    way: "Du kan komma under skoldagen utan att läraren får veta varför.",
    services: [
      ServicePlan(
        "elevhalsa", "Elevhälsan", ["mental_health", "violence"], Hours.weekdays("08:00", "16:00"),
        ages: 16...20,
        """
        Kurator, skolsköterska och psykolog. Vi pratar också om sugardejting, press på nätet och \
        bilder som har spridits.
        """),
      ServicePlan(
        "foraldrar", "Föräldrakvällar", ["children"], Hours.some(["thu"], "18:00", "20:00"),
        acceptsReferrals: false,
        """
        Två kvällar varje termin om ungas liv på nätet, droger och om hur man pratar med sin \
        tonåring, med tolk på plats.
        """),
    ])
}
