import type { FliteVoice } from '../speech/flite.ts';

/** One thing a callee does. Times in milliseconds. */
export type Step =
  /** Waits until the agent has spoken and is quiet again, at most so long. */
  | { do: 'listen'; atMostMs: number }
  /** Waits until the agent has been speaking for so long. */
  | { do: 'cut-in'; afterMs: number }
  | { do: 'say'; words: string }
  /** Asks to be called back at the local time so many minutes from now. */
  | { do: 'ask-callback'; inMinutes: number; words: (localTime: string) => string }
  | { do: 'wait'; ms: number }
  | { do: 'hang-up' };

/** How a callee takes the dial itself. */
export type Pickup = 'answer' | 'busy' | 'no-answer' | 'decline' | 'invalid' | 'carrier-error';

export type Persona = {
  name: string;
  /** What a reader of the table needs to know. */
  about: string;
  /** Inclusive ranges of the number's last two digits. */
  digits: readonly (readonly [number, number])[];
  pickup: Pickup;
  /** Odd dials of the number go this way instead, so that a retry shows its worth. */
  firstDial?: Pickup;
  voice: FliteVoice;
  ringMs: number;
  /** One of these conversations, by the last digit. */
  scripts: readonly (readonly Step[])[];
};

const LISTEN = { do: 'listen', atMostMs: 20_000 } as const;
const say = (words: string): Step => ({ do: 'say', words });
/** Lets the agent say goodbye and hang up; leaves if it does not. */
const FAREWELL: readonly Step[] = [LISTEN, { do: 'wait', ms: 6_000 }, { do: 'hang-up' }];

const TALKS: readonly (readonly Step[])[] = [
  [
    LISTEN,
    say('Yes, speaking. What is this about?'),
    LISTEN,
    say('That sounds good. Please send me the details. Goodbye.'),
    ...FAREWELL,
  ],
  [
    LISTEN,
    say('Yes, I have a minute.'),
    LISTEN,
    say('How much does it cost?'),
    LISTEN,
    say('All right, thank you. Goodbye.'),
    ...FAREWELL,
  ],
  [LISTEN, say('Hello. Yes, that is fine.'), LISTEN, say('No, nothing else. Thank you, bye.'), ...FAREWELL],
];

/** The callees of the `loopback` carrier. The last two digits of a number choose one; see docs/dev-carrier.md. */
export const PERSONAS: readonly Persona[] = [
  {
    name: 'talks',
    about: 'answers, talks and says goodbye',
    digits: [
      [0, 31],
      [90, 99],
    ],
    pickup: 'answer',
    voice: 'rms',
    ringMs: 1_500,
    scripts: TALKS,
  },
  {
    name: 'busy-first',
    about: 'busy at the first dial, answers the second',
    digits: [[32, 36]],
    pickup: 'answer',
    firstDial: 'busy',
    voice: 'awb',
    ringMs: 1_200,
    scripts: TALKS,
  },
  { name: 'busy', about: 'always busy', digits: [[37, 39]], pickup: 'busy', voice: 'rms', ringMs: 200, scripts: [] },
  {
    name: 'no-answer-first',
    about: 'does not answer the first dial, answers the second',
    digits: [[40, 43]],
    pickup: 'answer',
    firstDial: 'no-answer',
    voice: 'rms',
    ringMs: 2_500,
    scripts: TALKS,
  },
  {
    name: 'no-answer',
    about: 'rings and is never answered',
    digits: [[44, 47]],
    pickup: 'no-answer',
    voice: 'rms',
    ringMs: 0,
    scripts: [],
  },
  {
    name: 'declines',
    about: 'rings, then declines',
    digits: [[48, 51]],
    pickup: 'decline',
    voice: 'rms',
    ringMs: 1_800,
    scripts: [],
  },
  {
    name: 'voicemail',
    about: 'an answering machine with a greeting and a tone',
    digits: [[52, 58]],
    pickup: 'answer',
    voice: 'awb',
    ringMs: 3_000,
    scripts: [
      [
        say('Hi, you have reached my voicemail. I am not available right now. Please leave a message after the tone.'),
        { do: 'wait', ms: 30_000 },
        { do: 'hang-up' },
      ],
    ],
  },
  {
    name: 'hangs-up',
    about: 'answers and hangs up while the agent greets',
    digits: [[59, 63]],
    pickup: 'answer',
    voice: 'rms',
    ringMs: 1_500,
    scripts: [[{ do: 'cut-in', afterMs: 1_500 }, { do: 'hang-up' }]],
  },
  {
    name: 'stop-calling',
    about: 'says "stop calling me"',
    digits: [[64, 68]],
    pickup: 'answer',
    voice: 'awb',
    ringMs: 1_500,
    scripts: [[LISTEN, say('Stop calling me. Take me off your list.'), ...FAREWELL]],
  },
  {
    name: 'call-back',
    about: 'asks to be called back at a local time two minutes away; the call after that, talks',
    digits: [[69, 73]],
    pickup: 'answer',
    voice: 'rms',
    ringMs: 1_500,
    scripts: [
      [
        LISTEN,
        {
          do: 'ask-callback',
          inMinutes: 2,
          words: (time) => `I am busy right now. Can you call me back at ${time}?`,
        },
        LISTEN,
        say('Yes, thank you. Bye.'),
        ...FAREWELL,
      ],
    ],
  },
  {
    name: 'wants-human',
    about: 'asks for a human',
    digits: [[74, 77]],
    pickup: 'answer',
    voice: 'awb',
    ringMs: 1_500,
    scripts: [[LISTEN, say('I would like to speak to a real person, please.'), ...FAREWELL]],
  },
  {
    name: 'silent',
    about: 'answers and says nothing',
    digits: [[78, 81]],
    pickup: 'answer',
    voice: 'rms',
    ringMs: 1_500,
    scripts: [[{ do: 'wait', ms: 60_000 }, { do: 'hang-up' }]],
  },
  {
    name: 'interrupts',
    about: 'talks over the agent',
    digits: [[82, 86]],
    pickup: 'answer',
    voice: 'awb',
    ringMs: 1_500,
    scripts: [
      [
        { do: 'cut-in', afterMs: 1_200 },
        say('Wait, wait. Who are you and what do you want from me?'),
        LISTEN,
        { do: 'cut-in', afterMs: 600 },
        say('Okay, okay. How much does it cost?'),
        LISTEN,
        say('No, thank you. Goodbye.'),
        ...FAREWELL,
      ],
    ],
  },
  {
    name: 'invalid',
    about: 'the number does not exist',
    digits: [[87, 88]],
    pickup: 'invalid',
    voice: 'rms',
    ringMs: 150,
    scripts: [],
  },
  {
    name: 'carrier-error',
    about: 'the carrier fails the call',
    digits: [[89, 89]],
    pickup: 'carrier-error',
    voice: 'rms',
    ringMs: 150,
    scripts: [],
  },
];

/** Who answers this number at its n-th dial (from 1), and how. */
export function personaFor(
  number: string,
  dial: number,
): { persona: Persona; pickup: Pickup; script: readonly Step[] } {
  const tail = Number(number.slice(-2));
  const found = PERSONAS.find(({ digits }) => digits.some(([from, to]) => tail >= from && tail <= to));
  if (!found) throw new Error(`no callee for the digits ${tail}`);
  const kept = found.name === 'call-back' && dial % 2 === 0 ? TALKS : found.scripts;
  const pickup = found.firstDial && dial % 2 === 1 ? found.firstDial : found.pickup;
  return { persona: found, pickup, script: kept[tail % Math.max(1, kept.length)] ?? [] };
}
