import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flite } from '../../speech/flite.ts';
import { wavOf } from '../../speech/wav.ts';

/** Somebody who says the same words over and over into the browser's microphone. */
export async function aMicrophone(words: string): Promise<{ args: readonly string[]; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'microphone-'));
  const file = join(folder, 'words.wav');
  const voice = new Flite();
  try {
    writeFileSync(file, wavOf(await voice.speak(words, 'rms')));
  } finally {
    await voice.close();
  }
  const args = [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ];
  return { args, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
