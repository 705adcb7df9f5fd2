import type { AudioFrame } from '@livekit/rtc-node';
import type { tts } from '@livekit/agents';
import { ReadableStream } from 'node:stream/web';
import { AUDIBLE, loudness } from '../../speech/pcm.ts';

/** Speech that was synthesised ahead of time. */
export type Prepared = { frames: AudioFrame[] };

/** Synthesises a text whole, its leading silence cut off. Rejects with the provider's error, or after `timeoutMs`. */
export async function synthesise(voice: tts.TTS, text: string, timeoutMs: number): Promise<Prepared> {
  const frames: AudioFrame[] = [];
  const abort = AbortSignal.timeout(timeoutMs);
  for await (const { frame } of voice.synthesize(text, undefined, abort)) frames.push(frame);
  if (abort.aborted) throw new Error(`speech took longer than ${timeoutMs} ms`);
  if (frames.length === 0) throw new Error('the voice gave no audio');
  const first = frames.findIndex((frame) => loudness(frame.data) > AUDIBLE);
  return { frames: frames.slice(Math.max(0, first)) };
}

export function streamOf({ frames }: Prepared): ReadableStream<AudioFrame> {
  return new ReadableStream({
    start(controller) {
      for (const frame of frames) controller.enqueue(frame);
      controller.close();
    },
  });
}
