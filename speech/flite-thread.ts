import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { parentPort, workerData } from 'node:worker_threads';

/** Runs inside the worker thread of `Flite`: one WASI start a sentence, through a private scratch folder. */

const { wasmPath, scratch }: { wasmPath: string; scratch: string } = workerData;
const module = new WebAssembly.Module(readFileSync(wasmPath));

const WAV_HEADER_BYTES = 44;

function speak(text: string, voice: string): Int16Array<ArrayBuffer> {
  const wasi = new WASI({
    version: 'preview1',
    args: ['flite', '-voice', voice, '-t', text, '-o', '/scratch/speech.wav'],
    preopens: { '/scratch': scratch },
    returnOnExit: true,
  });
  wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
  const wav = readFileSync(join(scratch, 'speech.wav'));
  const pcm = new Int16Array((wav.length - WAV_HEADER_BYTES) >> 1);
  for (let i = 0; i < pcm.length; i++) pcm[i] = wav.readInt16LE(WAV_HEADER_BYTES + i * 2);
  return pcm;
}

parentPort?.on('message', ({ id, text, voice }: { id: number; text: string; voice: string }) => {
  try {
    const pcm = speak(text, voice);
    parentPort?.postMessage({ id, pcm }, [pcm.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
