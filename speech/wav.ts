import { SAMPLE_RATE } from './flite.ts';

const HEADER_BYTES = 44;

/** A WAV file of mono 16-bit PCM. */
export function wavOf(pcm: Int16Array, sampleRate: number = SAMPLE_RATE): Buffer {
  const data = Buffer.alloc(HEADER_BYTES + pcm.length * 2);
  data.write('RIFF', 0, 'ascii');
  data.writeUInt32LE(data.length - 8, 4);
  data.write('WAVEfmt ', 8, 'ascii');
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(sampleRate, 24);
  data.writeUInt32LE(sampleRate * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36, 'ascii');
  data.writeUInt32LE(pcm.length * 2, 40);
  pcm.forEach((sample, index) => data.writeInt16LE(sample, HEADER_BYTES + index * 2));
  return data;
}
