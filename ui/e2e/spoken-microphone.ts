import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Flite, SAMPLE_RATE } from '../../speech/flite.ts';
import { wavOf } from '../../speech/wav.ts';
import { type Behaviour, AssemblyAIServer } from '../../voice-worker/testing/assemblyai-server.ts';
import { launchBrowser } from './launch-browser.ts';

/** Two sentences that last so differently that a deaf machine can tell them apart. */
export const SHORT = 'How much?';
export const LONG = 'Could you please tell me once more which company you are calling me for this morning?';

const SILENCE_MS = 2_500;
/** Root mean square of 16-bit samples above which somebody speaks. */
const LOUD = 400;
/** Pauses within a sentence are shorter. */
const PAUSE_MS = 700;

export interface SpeakingBrowser {
  browser: Browser;
  /** A sentence that lasts longer is the long one. */
  middleMs: number;
  /** After so long both sentences have been said once more. */
  roundMs: number;
  close(): Promise<void>;
}

/** A browser whose microphone says both sentences in turn, for ever. */
export async function launchSpeakingBrowser(): Promise<SpeakingBrowser> {
  const flite = new Flite();
  const short = await flite.speak(SHORT, 'slt');
  const long = await flite.speak(LONG, 'slt');
  await flite.close();
  const silence = new Int16Array((SAMPLE_RATE * SILENCE_MS) / 1_000);
  const file = join(tmpdir(), `microphone-${process.pid}.wav`);
  const round = Int16Array.from([...silence, ...short, ...silence, ...long]);
  writeFileSync(file, wavOf(round));
  const browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ]);
  return {
    browser,
    middleMs: lastsMs((short.length + long.length) / 2),
    roundMs: lastsMs(round.length),
    async close() {
      await browser.close();
      rmSync(file, { force: true });
    },
  };
}

interface Recogniser {
  url: string;
  /** Sentences, in the order in which they were heard. */
  heard: readonly string[];
  stop(): Promise<void>;
}

/**
 * A recogniser at a provider's address: it hears that somebody speaks, and by how long, which sentence it was. So its
 * words come only of sound that came all the way from the microphone.
 */
export async function startRecogniser(middleMs: number): Promise<Recogniser> {
  const heard: string[] = [];
  const listen: Behaviour = (session) => {
    let loudMs = 0;
    let quietMs = 0;
    session.onAudio = (chunk) => {
      const chunkMs = lastsMs(chunk.length / 2);
      if (loudness(chunk) > LOUD) {
        loudMs += loudMs === 0 ? chunkMs : quietMs + chunkMs;
        quietMs = 0;
      } else if (loudMs > 0) {
        quietMs += chunkMs;
        if (quietMs < PAUSE_MS) return;
        const words = loudMs < middleMs ? SHORT : LONG;
        session.turn(heard.length, words, true);
        heard.push(words);
        loudMs = 0;
        quietMs = 0;
      }
    };
    session.begin();
  };
  const server = await AssemblyAIServer.start(listen);
  return { url: server.url.replace('ws:', 'http:'), heard, stop: () => server.stop() };
}

const lastsMs = (samples: number) => (samples / SAMPLE_RATE) * 1_000;

function loudness(chunk: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < chunk.length; at += 2) sum += chunk.readInt16LE(at) ** 2;
  return Math.sqrt(sum / Math.max(1, chunk.length / 2));
}
