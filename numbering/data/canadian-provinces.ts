/** Provinces and territories: name, zones, and the first letters of their postal codes. */
export const CANADIAN_PROVINCES: Readonly<
  Record<string, { name: string; zones: readonly string[]; postalLetters: string }>
> = {
  AB: { name: 'Alberta', zones: ['America/Edmonton'], postalLetters: 'T' },
  BC: {
    name: 'British Columbia',
    zones: ['America/Vancouver', 'America/Edmonton', 'America/Dawson_Creek', 'America/Fort_Nelson', 'America/Creston'],
    postalLetters: 'V',
  },
  MB: { name: 'Manitoba', zones: ['America/Winnipeg'], postalLetters: 'R' },
  NB: { name: 'New Brunswick', zones: ['America/Moncton'], postalLetters: 'E' },
  NL: {
    name: 'Newfoundland and Labrador',
    zones: ['America/St_Johns', 'America/Goose_Bay', 'America/Blanc-Sablon'],
    postalLetters: 'A',
  },
  NS: { name: 'Nova Scotia', zones: ['America/Halifax'], postalLetters: 'B' },
  NT: {
    name: 'Northwest Territories',
    zones: ['America/Edmonton', 'America/Inuvik'],
    // X0A to X0C are Nunavut: the first letter alone cannot tell.
    postalLetters: 'X',
  },
  NU: {
    name: 'Nunavut',
    zones: ['America/Iqaluit', 'America/Rankin_Inlet', 'America/Cambridge_Bay', 'America/Atikokan'],
    postalLetters: 'X',
  },
  ON: {
    name: 'Ontario',
    zones: ['America/Toronto', 'America/Winnipeg', 'America/Atikokan'],
    postalLetters: 'KLMNP',
  },
  PE: { name: 'Prince Edward Island', zones: ['America/Halifax'], postalLetters: 'C' },
  QC: {
    name: 'Quebec',
    zones: ['America/Toronto', 'America/Halifax', 'America/Blanc-Sablon'],
    postalLetters: 'GHJ',
  },
  SK: {
    name: 'Saskatchewan',
    zones: ['America/Regina', 'America/Swift_Current', 'America/Edmonton', 'America/Winnipeg'],
    postalLetters: 'S',
  },
  YT: { name: 'Yukon', zones: ['America/Whitehorse'], postalLetters: 'Y' },
};
