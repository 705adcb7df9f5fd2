/** What the law wants said, where nobody chose words of their own. */
export type DisclosurePhrases = {
  /** Who calls, and that it is a machine. */
  identity(callerName: string): string;
  optOut(key: string): string;
  recording: string;
  /** On an answering machine. */
  missed: string;
  tollFree(digits: string): string;
};

const ENGLISH: DisclosurePhrases = {
  identity: (name) => `This is an automated assistant calling for ${name}.`,
  optOut: (key) => `To stop these calls, press ${key} or say so at any time.`,
  recording: 'This call may be recorded.',
  missed: 'We are sorry to have missed you.',
  tollFree: (digits) => `To stop these calls, call ${digits}, free of charge, at any time.`,
};

const PHRASES: Readonly<Record<string, DisclosurePhrases>> = {
  en: ENGLISH,
  es: {
    identity: (name) => `Le habla un asistente automático de parte de ${name}.`,
    optOut: (key) => `Para no recibir más llamadas, pulse ${key} o dígalo en cualquier momento.`,
    recording: 'Esta llamada puede ser grabada.',
    missed: 'Sentimos no haberle encontrado.',
    tollFree: (digits) => `Para no recibir más llamadas, llame gratis al ${digits} en cualquier momento.`,
  },
  fr: {
    identity: (name) => `Ici un assistant automatique qui appelle pour ${name}.`,
    optOut: (key) => `Pour ne plus être appelé, appuyez sur ${key} ou dites-le à tout moment.`,
    recording: 'Cet appel peut être enregistré.',
    missed: 'Nous regrettons de ne pas vous avoir joint.',
    tollFree: (digits) => `Pour ne plus être appelé, appelez gratuitement le ${digits} à tout moment.`,
  },
  de: {
    identity: (name) => `Hier spricht ein automatischer Assistent im Auftrag von ${name}.`,
    optOut: (key) => `Wenn Sie keine Anrufe mehr möchten, drücken Sie die ${key} oder sagen Sie es jederzeit.`,
    recording: 'Dieser Anruf kann aufgezeichnet werden.',
    missed: 'Leider haben wir Sie nicht erreicht.',
    tollFree: (digits) => `Wenn Sie keine Anrufe mehr möchten, rufen Sie jederzeit kostenlos ${digits} an.`,
  },
};

/** In the agent's language (BCP 47), else in English. */
export function disclosurePhrases(language: string | null): DisclosurePhrases {
  return PHRASES[language?.split('-')[0]?.toLowerCase() ?? ''] ?? ENGLISH;
}
