// The women's shelter, the mosque, the youth association and the day centre of Uppsala. Invented.

import JSON

extension PartnerPlan {
  static let civilSociety = [shelter, mosque, youth, dayCentre]

  private static let shelter = PartnerPlan(
    slug: "kvinnojouren-uppsala-exempel", name: "Kvinnojouren Uppsala (exempel)",
    kind: "womens_shelter", number: "809999-0015",
    text: "Ideell jour för kvinnor och barn som lever eller har levt med våld.", phone: "50",
    host: "kvinnojouren-uppsala.example", languages: ["sv", "en", "ar", "fa", "es"],
    eligibility: "Kvinnor, och barn i sällskap med sin mamma.",
    way: "Du bestämmer själv vad du berättar, och vi ringer aldrig upp utan att ha frågat.",
    agreement: [
      "kind": "iop", "diaryNumber": "SCN-2026-00101", "from": "@day:-400", "to": "@day:640",
      "signedOn": "@day:-405", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "samtal", "Stödsamtal", ["violence", "honour"], Hours.daily("09:00", "21:00"),
        """
        Enskilda samtal om våld, rädsla och vad som är möjligt nu: i lokalen, på telefon eller på \
        en plats som du väljer.
        """),
      ServicePlan(
        "skyddat-boende", "Skyddat boende", ["violence", "housing"], Hours.always,
        fees: "Kommunen betalar efter beslut.",
        """
        Tolv rum för kvinnor och barn som måste flytta samma dag. Platsen är hemlig, och två av \
        rummen är anpassade för rullstol.
        """),
      ServicePlan(
        "chatt", "Chatten", ["violence", "sexual_exploitation"],
        Hours.some(["mon", "wed", "sun"], "19:00", "22:00"),
        """
        Skriv med en volontär utan att säga vem du är. Chatten sparas inte och syns inte i \
        telefonens historik.
        """),
      ServicePlan(
        "barn", "Barnens grupp", ["children", "violence"], Hours.some(["tue"], "15:00", "17:30"),
        ages: 4...16,
        """
        Grupp för barn som har sett eller hört våld hemma. Vi leker, ritar och pratar med två \
        ledare tolv tisdagar i rad.
        """),
      ServicePlan(
        "juridik", "Juridisk rådgivning", ["violence", "debt", "papers"],
        Hours.some(["thu"], "16:00", "19:00"),
        """
        En jurist svarar på frågor om vårdnad, kontaktförbud, skulder och uppehållstillstånd. En \
        halvtimme, så många gånger som behövs.
        """),
      ServicePlan(
        "foljeslagare", "Följeslagare", ["violence", "papers"], Hours.weekdays("08:00", "17:00"),
        """
        Någon följer med till polisen, vården, rätten eller socialtjänsten, sitter bredvid och \
        hjälper till att minnas efteråt.
        """),
      ServicePlan(
        "eftervard", "Efter flytten", ["violence", "income"], Hours.weekdays("10:00", "16:00"),
        """
        Ett halvår av stöd när du har flyttat: grannskap, förskola, arbete, och någon att ringa \
        när det känns som om allt var ett misstag.
        """),
      ServicePlan(
        "sjalvforsvar", "Att våga säga nej", ["violence"], Hours.some(["sat"], "11:00", "13:00"),
        ages: 15...25, acceptsReferrals: false,
        """
        Självförsvar för unga kvinnor: rösten, kroppen och rätten att gå. Sex lördagar, ingen \
        anmälan behövs.
        """),
    ])

  private static let mosque = PartnerPlan(
    slug: "uppsala-moske-exempel", name: "Uppsala moské (exempel)", kind: "faith_community",
    number: "809999-0023",
    text: "Församling med samhällsvägledare som svarar på frågor om samhället.", phone: "51",
    host: "uppsala-moske.example", languages: ["sv", "ar", "so", "tr"],
    eligibility: "Alla, oavsett tro.",
    way: "Kom förbi efter bönen eller ring; vi kan ses hemma hos dig om du hellre vill det.",
    agreement: [
      "kind": "grant", "diaryNumber": "SCN-2026-00102", "from": "@day:-400", "to": "@day:275",
      "signedOn": "@day:-402", "opensPersonData": false,
    ],
    services: [
      ServicePlan(
        "samhallsvagledning", "Samhällsvägledning", ["children", "papers"],
        Hours.some(["fri", "sun"], "13:00", "18:00"),
        """
        Vägledare förklarar hur socialtjänst, skola och vård arbetar, vad de får göra och inte, \
        och rättar till rykten.
        """),
      ServicePlan(
        "foraldrar", "Föräldracirkel", ["children"], Hours.some(["wed"], "18:00", "20:00"),
        """
        Föräldrar träffas och talar om barns rättigheter, delat ansvar och om hur det är att \
        växa upp i två kulturer.
        """),
      ServicePlan(
        "mat", "Mat på fredagar", ["income", "housing"], Hours.some(["fri"], "14:00", "17:00"),
        acceptsReferrals: false,
        """
        Varm mat och en kasse att ta med. Ingen frågar efter namn eller papper, och barn är \
        välkomna att leka i salen bredvid.
        """),
      ServicePlan(
        "sorg", "Samtal med imamen", ["mental_health"],
        Hours.some(["mon", "thu"], "10:00", "12:00"),
        """
        Samtal om sorg, äktenskap och familj. Den som lever med våld får hjälp vidare till jour \
        eller socialtjänst samma dag.
        """),
    ])

  private static let youth = PartnerPlan(
    slug: "uppsala-ungdomsforening-exempel", name: "Uppsala ungdomsförening (exempel)",
    kind: "association", number: "809999-0031",
    text: "Förening av och för unga i Gottsunda och Stenhagen, med samhällsvägledare.",
    phone: "52", host: "ungdomsforeningen.example", languages: ["sv", "ar", "so", "ti", "en"],
    eligibility: "Unga 13 till 25 år och deras föräldrar.",
    way: "Våra ledare finns i lokalen på torget, och du behöver inte vara medlem.",
    agreement: [
      "kind": "iop", "diaryNumber": "SCN-2026-00103", "from": "@day:-400", "to": "@day:275",
      "signedOn": "@day:-403", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "vagledare", "Samhällsvägledare för familjer", ["children", "papers"],
        Hours.some(["tue", "thu", "sat"], "12:00", "19:00"),
        """
        En vägledare följer föräldrar i kontakten med kommunen, före, under och efter en \
        utredning, och förklarar varje brev.
        """),
      ServicePlan(
        "oppet", "Öppet hus", ["children"], Hours.some(["fri", "sat"], "18:00", "23:00"),
        ages: 13...20, acceptsReferrals: false,
        """
        Musik, mat, läxor och biljard, med vuxna som lyssnar. Den som vill prata enskilt kan \
        alltid göra det.
        """),
      ServicePlan(
        "avhopp", "Vägen ut", ["forced_crime", "substance"], Hours.weekdays("10:00", "18:00"),
        ages: 15...25,
        """
        För unga som vill sluta sälja, bära eller hålla tyst. En ledare med egen erfarenhet \
        möter dig samma vecka.
        """),
      ServicePlan(
        "natt", "Nattvandring", ["children", "substance"],
        Hours.some(["fri", "sat"], "21:00", "02:00"), acceptsReferrals: false,
        """
        Vuxna i gula västar går genom centrum på helgnätter, följer hem den som behöver och \
        ringer föräldrar när det är bäst så.
        """),
      ServicePlan(
        "arbete", "Första jobbet", ["income"], Hours.weekdays("13:00", "17:00"), ages: 16...25,
        """
        Hjälp att skriva ansökan, öva intervju och förstå en lönebesked, och någon som ringer \
        arbetsgivaren tillsammans med dig.
        """),
      ServicePlan(
        "flickor", "Tjejkvällen", ["honour", "violence"], Hours.some(["wed"], "17:30", "20:30"),
        ages: 13...19,
        """
        En egen kväll för tjejer: det som sägs stannar i rummet, om inte någon är i fara. Två \
        ledare med utbildning om heder.
        """),
    ])

  private static let dayCentre = PartnerPlan(
    slug: "dagcentret-uppsala-exempel", name: "Dagcentret Uppsala (exempel)",
    kind: "association", number: "809999-0049",
    text: "Dagcenter, natthärbärge och uppsökande arbete för människor utan hem.", phone: "53",
    host: "dagcentret.example", languages: ["sv", "en", "pl", "ro"],
    eligibility: "Vuxna utan eget hem.",
    way: "Hundar är välkomna, och den som är påverkad får stanna om det är lugnt.",
    agreement: [
      "kind": "service", "diaryNumber": "SCN-2026-00104", "from": "@day:-400", "to": "@day:1005",
      "signedOn": "@day:-409", "opensPersonData": true,
    ],
    services: [
      ServicePlan(
        "oppet", "Dagcenter", ["housing", "physical_health"], Hours.daily("08:00", "15:00"),
        acceptsReferrals: false,
        """
        Frukost, dusch, tvätt, vila och ett skåp som går att låsa. Personalen hjälper till att \
        ringa myndigheter.
        """),
      ServicePlan(
        "harbarge", "Natthärbärge", ["housing"], Hours.daily("20:00", "08:00"),
        fees: "40 kronor per natt; ingen nekas för pengars skull.",
        """
        Trettio sängar, varav åtta på en egen avdelning för kvinnor. Incheckning från klockan \
        åtta på kvällen, tyst från elva.
        """),
      ServicePlan(
        "kvinnor", "Kvinnornas vardagsrum", ["housing", "violence", "sexual_exploitation"],
        Hours.some(["mon", "wed", "fri"], "11:00", "15:00"),
        """
        Ett rum bara för kvinnor, med mat, kläder och en barnmorska var tredje fredag. Ingen man \
        släpps in, inte heller personal.
        """),
      ServicePlan(
        "uppsokande", "Uppsökare", ["housing", "mental_health", "substance"],
        Hours.some(["mon", "tue", "wed", "thu"], "17:00", "22:00"),
        """
        Två uppsökare går till trapphus, parkeringshus och stationen med kaffe, sovsäckar och \
        tid, gärna tillsammans med Stödteamet.
        """),
      ServicePlan(
        "vard", "Sjuksköterska på plats", ["physical_health", "substance"],
        Hours.some(["tue", "thu"], "09:00", "12:00"),
        """
        Sårvård, vaccin, provtagning och hjälp att boka läkare. Remiss behövs inte, och \
        legitimation är inget krav.
        """),
      ServicePlan(
        "adress", "Postadress", ["papers", "income"], Hours.weekdays("09:00", "14:00"),
        """
        En adress för den som ingen har: för post, bank, sjukhus och arbetsgivare. Posten sparas \
        i tre månader.
        """),
    ])
}
