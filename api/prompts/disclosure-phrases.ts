/** What the law wants said, where nobody chose words of their own. */
export type DisclosurePhrases = {
  /** Who calls, and that it is a machine. */
  identity(callerName: string): string;
  optOut(key: string): string;
  recording: string;
};

const ENGLISH: DisclosurePhrases = {
  identity: (name) => `This is an automated assistant calling for ${name}.`,
  optOut: (key) => `To stop these calls, press ${key} or say so at any time.`,
  recording: 'This call may be recorded.',
};

const PHRASES: Readonly<Record<string, DisclosurePhrases>> = {
  en: ENGLISH,
  es: {
    identity: (name) => `Le habla un asistente automático de parte de ${name}.`,
    optOut: (key) => `Para no recibir más llamadas, pulse ${key} o dígalo en cualquier momento.`,
    recording: 'Esta llamada puede ser grabada.',
  },
  fr: {
    identity: (name) => `Ici un assistant automatique qui appelle pour ${name}.`,
    optOut: (key) => `Pour ne plus être appelé, appuyez sur ${key} ou dites-le à tout moment.`,
    recording: 'Cet appel peut être enregistré.',
  },
  de: {
    identity: (name) => `Hier spricht ein automatischer Assistent im Auftrag von ${name}.`,
    optOut: (key) => `Wenn Sie keine Anrufe mehr möchten, drücken Sie die ${key} oder sagen Sie es jederzeit.`,
    recording: 'Dieser Anruf kann aufgezeichnet werden.',
  },
};

/** In the agent's language (BCP 47), else in English. */
export function disclosurePhrases(language: string | null): DisclosurePhrases {
  return PHRASES[language?.split('-')[0]?.toLowerCase() ?? ''] ?? ENGLISH;
}
