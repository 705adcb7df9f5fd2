import { AudioSource, LocalAudioTrack, type Room, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import type { Prepared } from './speech-audio.ts';

/** Plays prepared speech on a track of its own: works even when the session is already closing. */
export async function playIntoRoom(room: Room, { frames }: Prepared): Promise<void> {
  const first = frames[0];
  const local = room.localParticipant;
  if (!first || !local) return;
  const source = new AudioSource(first.sampleRate, first.channels);
  const track = LocalAudioTrack.createAudioTrack('apology', source);
  await local.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
  for (const frame of frames) await source.captureFrame(frame);
  await source.waitForPlayout();
  await source.close();
}
