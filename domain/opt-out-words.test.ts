import { describe, expect, test } from '@jest/globals';
import { refusesAloud, refusesInWriting } from './opt-out-words.ts';

test.each([
  ...['STOP', 'stop.', ' Stop ', 'QUIT', 'End', 'REVOKE', 'Opt out', 'opt-out', 'CANCEL', 'unsubscribe', 'StopAll'],
  ...['please stop', 'Stop calling me!', 'Do not call me again', 'don’t call me', 'Remove my number from your list'],
  ...['I am opting out', 'No more calls', 'Put me on your do-not-call list'],
  ...['Arrêt', 'ALTO', 'baja', 'Stopp', 'Abmelden', 'Basta!', 'Pare', 'Afmelden'],
])('written, %p refuses further calls', (text) => {
  expect(refusesInWriting(text)).toBe(true);
});

test.each([
  ...['', 'Yes', 'Thanks, call me on Monday', 'When does it end?', 'I will cancel my appointment', 'Do not worry'],
  ...['Stop by at noon', 'The bus stop', 'Basta così, grazie mille', 'Le bus est à l’arrêt'],
])('written, %p does not', (text) => {
  expect(refusesInWriting(text)).toBe(false);
});

/** What is said by people who do not want to be called, and what sounds like it. */
const SPOKEN: Record<string, { refusals: string[]; harmless: string[] }> = {
  English: {
    refusals: [
      ...['Stop calling me.', 'Please don’t call me again', 'Do not call this number any more.', 'Never contact us.'],
      ...['Take me off your list', 'Can you remove my number from the list?', 'Put me on your do-not-call list.'],
      ...['I told you don’t call me', 'Remove me from your calling list.', 'No more calls, please.'],
    ],
    harmless: [
      ...['I could not stop laughing.', 'Call me tomorrow.', 'Why are you calling me?', 'I have a list of questions.'],
      ...['Please don’t stop calling me.', 'Don’t call me before five.', 'If you don’t call me I will call you.'],
      ...['Stop.', 'Do not call me tomorrow, call me on Friday.', 'What is a do-not-call list?'],
    ],
  },
  Spanish: {
    refusals: [
      ...['No me vuelva a llamar.', '¡Deje de llamarme!', 'No me llamen más, por favor', 'No quiero más llamadas.'],
      ...['Quíteme de su lista', 'Por favor, elimine mi número de la lista.', 'Póngame en la lista de no llamar.'],
      ...['Dejen de molestarme.', 'No quiero que me vuelvan a llamar', 'Nunca más me llame'],
    ],
    harmless: [
      ...['No me llamo Juan.', 'No deje de llamarme mañana.', 'No me llame antes de las cinco.', 'Llámeme más tarde.'],
      ...['¿Qué es la lista de no llamar?', 'No quiero perder la llamada.', 'Quiero más información.'],
    ],
  },
  French: {
    refusals: [
      ...['Ne m’appelez plus.', 'Arrêtez de m’appeler !', 'Retirez-moi de votre liste.', 'Ne me contactez plus jamais'],
      ...['Je ne veux plus être appelée.', 'Cessez de me téléphoner', 'Supprimez mon numéro de vos fichiers.'],
    ],
    harmless: [
      ...[
        'Je m’appelle Anne.',
        'Ne m’appelez pas avant midi.',
        'N’arrêtez pas de m’appeler.',
        'Rappelez-moi plus tard.',
      ],
      ...['Je veux plus d’informations.', 'Vous m’appelez d’où ?'],
    ],
  },
  German: {
    refusals: [
      ...['Rufen Sie mich nicht mehr an.', 'Hören Sie auf, mich anzurufen!', 'Ich möchte nicht mehr angerufen werden.'],
      ...['Streichen Sie mich bitte aus Ihrer Liste.', 'Ruf mich nie wieder an', 'Ich will keine weiteren Anrufe.'],
      ...['Löschen Sie meine Nummer aus der Datenbank.', 'Setzen Sie mich auf die Sperrliste'],
    ],
    harmless: [
      ...['Rufen Sie mich nicht vor fünf an.', 'Ich bekomme selten Anrufe.', 'Rufen Sie mich morgen wieder an.'],
      ...['Ich kann Sie nicht mehr hören.', 'Haben Sie eine Liste?', 'Ich nehme heute keine Anrufe mehr an.'],
    ],
  },
  Italian: {
    refusals: [
      ...['Non mi chiami più.', 'Non chiamatemi mai più!', 'Smettetela di chiamarmi.', 'Mi tolga dalla vostra lista.'],
      ...[
        'Non voglio più essere chiamata',
        'Cancellate il mio numero dal vostro elenco.',
        'Non voglio ricevere telefonate.',
      ],
    ],
    harmless: [
      ...['Non mi chiamo Marco.', 'Non mi chiama più nessuno.', 'Mi chiami più tardi.', 'Non smetta di chiamarmi.'],
      ...['Non mi chiami prima delle cinque.', 'Ho una lista di domande.'],
    ],
  },
  Portuguese: {
    refusals: [
      ...['Não me ligue mais.', 'Parem de me ligar!', 'Nunca mais me liguem.', 'Tire meu número da sua lista.'],
      ...['Não quero mais receber ligações', 'Não ligue mais, por favor', 'Remova-me da lista.'],
    ],
    harmless: [
      ...['Não pare de me ligar.', 'Ligue mais tarde.', 'Não me ligue mais cedo do que as nove.', 'Não me chamo João.'],
      ...['Quero mais informações sobre a lista.'],
    ],
  },
  Dutch: {
    refusals: [
      ...['Bel me niet meer.', 'Stop met bellen!', 'Wilt u mij niet meer bellen?', 'Haal me van uw lijst.'],
      ...['Ik wil niet meer gebeld worden', 'Bel dit nummer alstublieft nooit meer', 'Houd op met mij te bellen.'],
    ],
    harmless: [
      ...['Bel me morgen maar.', 'Bel me niet voor vijf uur.', 'Ik kan u niet meer horen.', 'Staat het op de lijst?'],
      ...['Mijn zoon wil me nooit meer zien.'],
    ],
  },
};

describe.each(Object.entries(SPOKEN))('%s, spoken', (_language, { refusals, harmless }) => {
  test.each(refusals)('"%s" refuses further calls', (words) => expect(refusesAloud(words)).toBe(true));
  test.each(harmless)('"%s" does not', (words) => expect(refusesAloud(words)).toBe(false));
});
