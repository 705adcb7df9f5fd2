/** What a column of a list may mean, and the headings people give it. */

export const LEAD_FIELDS = [
  'phone',
  'externalId',
  'firstName',
  'lastName',
  'fullName',
  'company',
  'email',
  'street',
  'city',
  'state',
  'postalCode',
  'country',
  'timeZone',
  'priority',
  'doNotCall',
] as const;
/** A column becomes a field, or is kept with the lead under its own heading (`custom`), or is left out (`ignore`). */
export type LeadField = (typeof LEAD_FIELDS)[number];
export type ColumnUse = LeadField | 'custom' | 'ignore';

/** Lower case, no accents, no punctuation: `E-Mail (work)` is `e mail work`. */
export function normaliseHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

/**
 * Normalised headings in English, Spanish, French, German, Portuguese, Italian, Dutch, Polish and the Nordic languages.
 * Whole headings; `WORDS` below serves those with something added ("Contact phone 2").
 */
const HEADINGS: Record<LeadField, string[]> = {
  phone: list(`phone|phone number|phone no|phone num|phone #|phones|tel|tel no|tel nr|telephone|telephone number|
    telephone no|mobile|mobile phone|mobile number|mobile no|cell|cell phone|cellphone|cell number|cellular|home phone|
    work phone|business phone|office phone|direct phone|direct line|direct dial|primary phone|main phone|
    day phone|evening phone|alt phone|alternate phone|other phone|contact number|contact no|number|number to call|
    phone e164|e164|msisdn|whatsapp|whatsapp number|landline|land line|dial|
    telefono|numero de telefono|telefono movil|movil|celular|numero|telefono fijo|
    numero de telephone|n de telephone|tel portable|portable|tel fixe|tel mobile|
    telefon|telefonnummer|telefon nr|telefonnr|rufnummer|handy|handynummer|mobil|mobilnummer|mobiltelefon|festnetz|
    telefon privat|telefon geschaftlich|
    telefone|numero de telefone|telemovel|fone|
    numero di telefono|cellulare|
    telefoon|telefoonnummer|mobiel|mobiel nummer|gsm|
    numer telefonu|komorka|telefon komorkowy|
    puhelin|puhelinnumero|telefonnumer|mobilnr|tlf|tlf nr|tlfnr`),
  externalId:
    list(`id|external id|externalid|lead id|leadid|contact id|customer id|customer number|customer no|client id|
    account id|account number|account no|acct|acct no|record id|crm id|reference|reference number|ref|ref no|uuid|guid|
    person id|member id|debtor id|case id|case number|salesforce id|hubspot id|vendor lead code|source id|
    id cliente|id contacto|numero de cliente|identifiant|id client|numero client|
    kundennummer|kunden nr|kundennr|kunden id|kontakt id|id do cliente|codigo|codice cliente|klantnummer|klant id|
    numer klienta|kundnummer|asiakasnumero`),
  firstName: list(`first name|firstname|first|fname|given name|givenname|forename|christian name|nombre|nombres|prenom|
    vorname|primeiro nome|nome proprio|voornaam|imie|fornamn|fornavn|etunimi`),
  lastName: list(`last name|lastname|last|lname|surname|family name|familyname|second name|apellido|apellidos|
    nom de famille|nachname|familienname|sobrenome|ultimo nome|apelido|cognome|achternaam|nazwisko|efternamn|etternavn|
    efternavn|sukunimi`),
  fullName: list(`name|full name|fullname|contact|contact name|customer|customer name|client name|lead name|lead|person|
    display name|nombre completo|nombre y apellidos|nom|nom complet|nom et prenom|kunde|kundenname|ansprechpartner|
    vollstandiger name|nome|nome completo|nome e cognome|naam|volledige naam|imie i nazwisko|namn|navn|nimi`),
  company: list(`company|company name|organisation|organization|org|business|business name|employer|firm|account name|
    empresa|compania|societe|entreprise|firma|unternehmen|azienda|ditta|bedrijf|bedrijfsnaam|foretag|yritys`),
  email: list(`email|e mail|mail|email address|e mail address|mail address|correo|correo electronico|courriel|
    adresse email|adresse e mail|adresse mail|e mail adresse|mailadresse|indirizzo email|endereco de email|
    emailadres|e mailadres|adres e mail|epost|e post|sahkoposti`),
  street: list(`address|address 1|address1|address line 1|addr|addr1|street|street address|street 1|mailing address|
    mailing street|home address|direccion|calle|domicilio|adresse|adresse 1|rue|voie|strasse|anschrift|
    strasse und hausnummer|endereco|morada|rua|logradouro|indirizzo|via|adres|straat|ulica|adress|gatuadress|osoite|
    gate|gata`),
  city: list(`city|town|city town|locality|municipality|ciudad|localidad|municipio|poblacion|ville|commune|stadt|ort|
    wohnort|cidade|citta|comune|stad|plaats|woonplaats|gemeente|miasto|miejscowosc|postort|by|sted|kaupunki`),
  state: list(`state|st|state province|province|state code|state abbreviation|state region|region|prov|county state|
    mailing state|home state|us state|estado|provincia|etat|bundesland|kanton|uf|provincie|wojewodztwo|lan|fylke`),
  postalCode: list(`zip|zip code|zipcode|zip 5|zip5|zip postal code|postal|postal code|postalcode|postcode|post code|
    mailing zip|home zip|codigo postal|cp|code postal|plz|postleitzahl|cep|codigo postal cp|cap|codice postale|
    kod pocztowy|postnummer|postnr|postinumero`),
  country: list(`country|country code|country name|nation|iso country|pais|pays|land|landercode|nazione|paese|kraj|
    lant|maa`),
  timeZone: list(`time zone|timezone|tz|tz name|time zone name|gmt offset name|zona horaria|huso horario|
    fuseau horaire|fuseau|zeitzone|fuso horario|fuso orario|fuso|tijdzone|strefa czasowa|tidszon|tidssone|tidszone|
    aikavyohyke`),
  priority: list(`priority|prio|rank|importance|urgency|prioridad|priorite|prioritat|prioridade|priorita|prioriteit|
    priorytet|prioritet|tarkeys`),
  doNotCall: list(`dnc|do not call|donotcall|do not contact|dnc flag|on dnc|opt out|opted out|optout|no call|
    unsubscribed|suppressed|no llamar|ne pas appeler|nicht anrufen|nao ligar|non chiamare|niet bellen`),
};

/** Words that give a longer heading its meaning, tried in this order. */
const WORDS: [LeadField, RegExp][] = [
  ['doNotCall', /\b(dnc|do not call|opt(ed)? ?out)\b/],
  ['email', /\b(e ?mail|courriel|correo)\b/],
  [
    'phone',
    /\b(phone|phones|telephone|telefono?|telefone|telefoon|tel|mobile|movil|cell(phone)?|celular|handy|cellulare|landline|fax ?phone|whatsapp|rufnummer)\b/,
  ],
  ['timeZone', /\b(time ?zone|zeitzone)\b/],
  ['postalCode', /\b(zip|postal|postcode|plz)\b/],
  ['firstName', /\b(first ?name|given name|vorname|prenom)\b/],
  ['lastName', /\b(last ?name|surname|nachname|apellidos?|cognome)\b/],
  ['externalId', /\b(external|crm|lead|contact|customer|client|account) (id|no|number|ref|reference)\b/],
];

/** Words that say the column is about something else, whatever it is called besides. */
const NOT_MEANT =
  /\b(type|status|owner|date|time of|count|verified|valid|opt in|carrier|notes?|comments?|fax|extension|ext|last call|created|updated|source|consent|score)\b/;

const BY_HEADING = new Map(
  LEAD_FIELDS.flatMap((field) => HEADINGS[field].map((heading): [string, LeadField] => [heading, field])),
);

export interface FieldGuess {
  field: LeadField;
  /** 0 to 1. */
  confidence: number;
}

/** The field a heading names, or null. Digits at the end ("Phone 2") do not matter, except of address lines. */
export function fieldOfHeading(heading: string): FieldGuess | null {
  const name = normaliseHeading(heading);
  const exact = BY_HEADING.get(name);
  if (exact) return { field: exact, confidence: 1 };
  const bare = name.replace(/ ?\d+$/, '');
  const numbered = BY_HEADING.get(bare);
  if (numbered === 'phone') return { field: numbered, confidence: 0.95 };
  if (name === '' || NOT_MEANT.test(name)) return null;
  const word = WORDS.find(([, pattern]) => pattern.test(name));
  return word ? { field: word[0], confidence: 0.7 } : null;
}

function list(headings: string): string[] {
  return headings.split('|').map((heading) => heading.trim());
}
