// The rows of ProblemCode: status, title, what to do.

import Vocabulary

/// The table of problems.
enum ProblemTable {
  /// One row for each code.
  static let rows: [ProblemCode: (status: UInt16, title: Label, advice: Label)] = [
    .malformedRequest: (
      400, Label("Felaktigt meddelande", "Malformed message"),
      Label(
        "Meddelandet följer inte HTTP/1.1 (RFC 9112). Rätta klienten.",
        "The message breaks HTTP/1.1 (RFC 9112). Mend the client.")
    ),
    .badQuery: (
      400, Label("Felaktig frågeparameter", "Bad query parameter"),
      Label(
        "Svaret säger vilken parameter och vad som är tillåtet.",
        "The answer names the parameter and what is allowed.")
    ),
    .badHeader: (
      400, Label("Felaktigt huvudfält", "Bad header field"),
      Label("Svaret säger vilket huvudfält.", "The answer names the field.")
    ),
    .badJSON: (
      400, Label("Felaktig JSON", "Bad JSON"),
      Label(
        "Kroppen är inte giltig JSON (RFC 8259).",
        "The body is not valid JSON (RFC 8259).")
    ),
    .notFound: (
      404, Label("Finns inte", "Not found"),
      Label(
        "Det finns inte, eller så får du inte veta att det finns.",
        "It does not exist, or you may not know that it does.")
    ),
    .methodNotAllowed: (
      405, Label("Metoden stöds inte här", "Method not allowed"),
      Label(
        "Fältet Allow säger vilka metoder som går.",
        "The Allow field lists the methods.")
    ),
    .notAcceptable: (
      406, Label("Formatet finns inte", "Not acceptable"),
      Label("Be om application/json.", "Ask for application/json.")
    ),
    .requestTimeout: (
      408, Label("Begäran kom inte fram i tid", "Request timeout"),
      Label("Skicka om.", "Send again.")
    ),
    .contentTooLarge: (
      413, Label("För stor kropp", "Content too large"),
      Label("Dela upp begäran.", "Split the request.")
    ),
    .uriTooLong: (
      414, Label("För lång adress", "URI too long"),
      Label("Flytta uppgifter till kroppen.", "Move data to the body.")
    ),
    .unsupportedMediaType: (
      415, Label("Fel medietyp", "Unsupported media type"),
      Label("Skicka Content-Type: application/json.", "Send Content-Type: application/json.")
    ),
    .rangeNotSatisfiable: (
      416, Label("Delen finns inte", "Range not satisfiable"),
      Label(
        "Content-Range säger hur lång filen är.", "Content-Range tells how long the file is.")
    ),
    .expectationFailed: (
      417, Label("Förväntan kan inte uppfyllas", "Expectation failed"),
      Label("Bara 100-continue stöds.", "Only 100-continue is supported.")
    ),
    .headTooLarge: (
      431, Label("För stora huvudfält", "Request header fields too large"),
      Label("Skicka färre eller kortare huvudfält.", "Send fewer or shorter fields.")
    ),
    .notImplemented: (
      501, Label("Stöds inte", "Not implemented"),
      Label(
        "Metoden eller överföringskodningen stöds inte.",
        "The method or transfer coding is not supported.")
    ),
    .unsupportedVersion: (
      505, Label("HTTP-versionen stöds inte", "HTTP version not supported"),
      Label("Använd HTTP/1.1.", "Use HTTP/1.1.")
    ),
    .unauthenticated: (
      401, Label("Inloggning krävs", "Authentication required"),
      Label(
        "Skicka Authorization: Bearer med en giltig nyckel eller session.",
        "Send Authorization: Bearer with a valid key or session.")
    ),
    .invalidCredentials: (
      401, Label("Inloggningen gick inte", "The log-in failed"),
      Label(
        "Användarnamn, lösenord eller länk är fel, eller koden saknas eller är använd: den som har "
          + "tvåstegsinloggning skickar code, varje kod en gång. Försök igen, eller be "
          + "administratören om hjälp.",
        "User name, password or link is wrong, or the code is missing or used: whoever has a "
          + "second factor sends code, each code once. Try again, or ask the administrator.")
    ),
    .forbidden: (
      403, Label("Behörighet saknas", "Forbidden"),
      Label(
        "Svaret säger vilken behörighet som saknas.",
        "The answer names the missing permission.")
    ),
    .noActiveAgreement: (
      403, Label("Inget gällande avtal", "No active agreement"),
      Label(
        "Avtalet ger inte längre tillgång till personuppgifter. Kontakta kommunen.",
        "The agreement no longer opens personal data. Contact the municipality.")
    ),
    .purposeNotAllowed: (
      403, Label("Ändamålet är inte tillåtet för dig", "Purpose not allowed"),
      Label(
        "Ändamålet i Access-Purpose kräver en annan behörighet.",
        "The purpose in Access-Purpose needs another permission.")
    ),
    .csrfTokenRequired: (
      403, Label("X-CSRF-Token saknas eller är fel", "X-CSRF-Token missing or wrong"),
      Label(
        "Med kaka kräver varje ändring X-CSRF-Token: den står i inloggningens svar och i "
          + "GET /api/v1/sessions/current.",
        "With the cookie every change needs X-CSRF-Token: it is in the answer to the log-in and in "
          + "GET /api/v1/sessions/current.")
    ),
    .tooManyRequests: (
      429, Label("För många anrop", "Too many requests"),
      Label("Vänta så länge som Retry-After säger.", "Wait as Retry-After says.")
    ),
    .validationFailed: (
      422, Label("Uppgifterna kan inte tas emot", "Validation failed"),
      Label(
        "Listan errors säger var felen är.",
        "The list errors says where the faults are.")
    ),
    .searchTermNotAllowed: (
      422, Label("Sökbegreppet är inte tillåtet", "Search term not allowed"),
      Label(
        "Sök på namn, identitetsnummer, ärende- eller remissnummer eller kontaktkod "
          + "(2001:637 15 §). Använd rapporterna för sammanställningar.",
        "Search by name, identity number, case or referral number or contact code "
          + "(2001:637 15 §). Use the reports for aggregates.")
    ),
    .idempotencyMismatch: (
      422, Label("Nyckeln är använd för en annan begäran", "Key used for another request"),
      Label(
        "Ta en ny Idempotency-Key för en ny begäran.",
        "Use a new Idempotency-Key for a new request.")
    ),
    .stepNotAllowed: (
      409, Label("Steget går inte nu", "Step not allowed now"),
      Label("Listan allowed säger vilka steg som går.", "The list allowed names the steps.")
    ),
    .referenceInUse: (
      409, Label("Referensen är redan använd", "Reference in use"),
      Label(
        "Referensen hör till en annan begäran från er.",
        "The reference belongs to another request of yours.")
    ),
    .idInUse: (
      409, Label("Id är redan använt", "Id in use"),
      Label("Skapa ett nytt id.", "Make a new id.")
    ),
    .alreadyExists: (
      409, Label("Finns redan", "Already exists"),
      Label(
        "Något med samma kännetecken finns redan.",
        "Something with the same mark exists already.")
    ),
    .alreadyShown: (
      409, Label("Visades bara en gång", "Already shown"),
      Label(
        "Svaret innehöll en hemlighet och upprepas inte. Byt ut nyckeln.",
        "The answer held a secret and is not repeated. Rotate the key.")
    ),
    .basisRequired: (
      409, Label("Grund saknas", "Basis required"),
      Label(
        "Samtycke eller annan grund täcker inte mottagaren.",
        "Consent or another basis does not cover the receiver.")
    ),
    .stillInUse: (
      409, Label("Används fortfarande", "Still in use"),
      Label("Ta bort det som hör till först.", "Remove what depends on it first.")
    ),
    .preconditionFailed: (
      412, Label("Någon annan har ändrat", "Precondition failed"),
      Label("Läs om och ändra på nytt.", "Read again and change anew.")
    ),
    .preconditionRequired: (
      428, Label("If-Match krävs", "Precondition required"),
      Label(
        "Skicka If-Match med ETag från läsningen.",
        "Send If-Match with the ETag that you read.")
    ),
    .internalError: (
      500, Label("Internt fel", "Internal error"),
      Label(
        "Uppge begärans id för den som sköter servern.",
        "Give the request's id to the operator.")
    ),
    .busy: (
      503, Label("Servern är upptagen", "Busy"),
      Label(
        "Försök igen om en stund, med samma Idempotency-Key.",
        "Try again shortly, with the same Idempotency-Key.")
    ),
    .storageFull: (
      503, Label("Disken är full", "Storage full"),
      Label(
        "Inget har sparats. Driften måste frigöra utrymme.",
        "Nothing was kept. The operator must free space.")
    ),
    .storageBroken: (
      503, Label("Lagringen är avstängd", "Storage broken"),
      Label(
        "Skrivning har stängts av efter ett fel. Driften måste titta.",
        "Writing was ended after a fault. The operator must look.")
    ),
    .draining: (
      503, Label("Servern stängs", "Draining"),
      Label("Försök igen om en stund.", "Try again shortly.")
    ),
    .readOnly: (
      503, Label("Endast läsning", "Read only"),
      Label(
        "Inget kan ändras just nu. Skriv ner det och skicka det senare med rätt tid.",
        "Nothing can be changed now. Write it down and send it later with its true time.")
    ),
  ]
}
