/** The few sentences that the worker itself says when no language model can be asked. */
type Phrases = {
  stillThere: string;
  goodbye: string;
  apology: string;
  /** A refusal is on the list: last words. */
  optedOut: string;
  /** It could not be written yet: last words. */
  optOutLater: string;
};

const ENGLISH: Phrases = {
  stillThere: 'Are you still there?',
  goodbye: 'I cannot hear you, so I will end the call now. Goodbye.',
  apology: 'I am sorry, I have a technical problem and cannot go on. Goodbye.',
  optedOut: 'You are on our do-not-call list now and will not be called again. Goodbye.',
  optOutLater: 'I could not record that just now. It will be recorded as soon as possible. Goodbye.',
};

const PHRASES: Readonly<Record<string, Phrases>> = {
  en: ENGLISH,
  es: {
    stillThere: '¿Sigue ahí?',
    goodbye: 'No puedo oírle, así que voy a terminar la llamada. Adiós.',
    apology: 'Lo siento, tengo un problema técnico y no puedo continuar. Adiós.',
    optedOut: 'Ya está en nuestra lista de no llamar y no volveremos a llamarle. Adiós.',
    optOutLater: 'No he podido anotarlo ahora mismo. Se anotará lo antes posible. Adiós.',
  },
  fr: {
    stillThere: 'Êtes-vous toujours là ?',
    goodbye: 'Je ne vous entends pas, je vais donc mettre fin à l’appel. Au revoir.',
    apology: 'Je suis désolé, j’ai un problème technique et je ne peux pas continuer. Au revoir.',
    optedOut: 'Vous êtes désormais sur notre liste d’opposition et ne serez plus appelé. Au revoir.',
    optOutLater: 'Je n’ai pas pu l’enregistrer à l’instant. Ce sera fait dès que possible. Au revoir.',
  },
  de: {
    stillThere: 'Sind Sie noch da?',
    goodbye: 'Ich kann Sie nicht hören und beende den Anruf. Auf Wiederhören.',
    apology: 'Es tut mir leid, ich habe ein technisches Problem und kann nicht weitersprechen. Auf Wiederhören.',
    optedOut: 'Sie stehen jetzt auf unserer Sperrliste und werden nicht mehr angerufen. Auf Wiederhören.',
    optOutLater: 'Ich konnte das gerade nicht vermerken. Es wird so bald wie möglich vermerkt. Auf Wiederhören.',
  },
};

/** In the agent's language (BCP 47), else in English. */
export function phrasesFor(language: string): Phrases {
  return PHRASES[language.split('-')[0]?.toLowerCase() ?? ''] ?? ENGLISH;
}
