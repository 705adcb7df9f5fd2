import {
  type AudioCaptureOptions,
  createLocalAudioTrack,
  DisconnectReason,
  type LocalAudioTrack,
  type Participant,
  ParticipantKind,
  Room,
  RoomEvent,
  Track,
} from 'livekit-client';
import type { TestSession } from '../../api-client/types.gen.ts';
import { type Diagnosis, diagnoseBrowser, diagnoseEnd, diagnoseLoopback, diagnoseMicrophone } from './diagnosis.ts';
import { diagnoseRefusal, nameOfReason } from './room-refusals.ts';
import { IDLE, type TalkState } from './talk-state.ts';

/** Topics and attributes of the voice worker and its framework. */
const TRANSCRIPTION = 'lk.transcription';
const CHAT = 'lk.chat';
const AGENT_STATE = 'lk.agent.state';
const PROBLEM = 'ringfence.problem';
const AGENT_PATIENCE_MS = 20_000;
const MICROPHONE: AudioCaptureOptions = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** One conversation with an agent from this page: its room, its microphone and what is known of it. */
export class TalkSession {
  readonly #open: () => Promise<TestSession>;
  readonly #listeners = new Set<() => void>();
  #state: TalkState = IDLE;
  #room: Room | null = null;
  #voices: HTMLMediaElement[] = [];
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** `open` asks the API for a session. */
  constructor(open: () => Promise<TestSession>) {
    this.#open = open;
  }

  readonly state = (): TalkState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks for the microphone first: an agent that waits for a permission would greet nobody. */
  async start(withMicrophone: boolean): Promise<void> {
    if (!['idle', 'ended'].includes(this.#state.phase)) return;
    this.#become({ ...IDLE, phase: 'asking' });
    const unable = diagnoseBrowser('RTCPeerConnection' in globalThis);
    if (unable) return this.#end(unable);
    let microphone: LocalAudioTrack | null = null;
    try {
      if (withMicrophone) microphone = await createLocalAudioTrack(MICROPHONE);
    } catch (error) {
      return this.#end(diagnoseMicrophone(error));
    }
    this.#become({ phase: 'connecting' });
    try {
      const session = await this.#open();
      this.#become({ callId: session.callId });
      await this.#join(session, microphone);
    } catch (error) {
      microphone?.stop();
      await this.#leave();
      this.#end(diagnoseRefusal(error));
    }
  }

  async #join(session: TestSession, microphone: LocalAudioTrack | null): Promise<void> {
    const room = new Room();
    this.#room = room;
    this.#follow(room, session.url);
    await room.connect(session.url, session.token);
    if (microphone) await room.localParticipant.publishTrack(microphone);
    this.#become({ phase: 'waiting', microphone: microphone ? 'on' : 'off', startedAt: Date.now() });
    this.#patience = setTimeout(() => void this.#giveUp(), AGENT_PATIENCE_MS);
    for (const participant of room.remoteParticipants.values()) this.#look(participant);
  }

  #follow(room: Room, mediaUrl: string): void {
    room.on(RoomEvent.ParticipantConnected, (participant) => this.#look(participant));
    room.on(RoomEvent.ParticipantAttributesChanged, (_changed, participant) => this.#look(participant));
    room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind !== Track.Kind.Audio) return;
      const voice = track.attach();
      this.#voices.push(voice);
      document.body.append(voice);
    });
    room.on(RoomEvent.Reconnecting, () => this.#become({ reconnecting: true }));
    room.on(RoomEvent.Reconnected, () => this.#become({ reconnecting: false }));
    room.on(RoomEvent.Disconnected, (reason) => {
      if (this.#room !== room) return;
      const spoke = this.#state.phase === 'talking';
      const wanted = reason === DisconnectReason.CLIENT_INITIATED;
      const loopback = diagnoseLoopback(mediaUrl, navigator.userAgent);
      void this.#leave().then(() => this.#end(wanted ? null : diagnoseEnd(nameOfReason(reason), spoke, loopback)));
    });
    room.registerTextStreamHandler(TRANSCRIPTION, (reader, from) => {
      const speaker = from.identity === room.localParticipant.identity ? 'callee' : 'agent';
      void this.#read(reader, speaker);
    });
  }

  async #read(reader: AsyncIterable<string>, speaker: 'agent' | 'callee'): Promise<void> {
    let text = '';
    try {
      for await (const piece of reader) {
        text = speaker === 'agent' ? text + piece : piece;
        if (text.trim() !== '') this.#become({ saying: { speaker, text: text.trim() } });
      }
    } catch {
      // The call ended in the middle of a sentence.
    }
  }

  /** The agent is there; it may say why it cannot talk. */
  #look(participant: Participant): void {
    const problem = participant.attributes[PROBLEM];
    if (problem) {
      void this.#leave();
      return this.#end({
        title: 'The agent cannot talk',
        detail: `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`,
        remedy: 'Add the key under Settings, Providers, or choose another provider for the agent.',
      });
    }
    if (participant.kind !== ParticipantKind.AGENT) return;
    clearTimeout(this.#patience);
    this.#become({ phase: 'talking', agent: participant.attributes[AGENT_STATE] ?? this.#state.agent });
  }

  async #giveUp(): Promise<void> {
    await this.#leave();
    this.#end({
      title: 'No agent came',
      detail: 'The room was made, but no voice worker took the call within 20 seconds.',
      remedy: 'See what is in the way above. All workers may be busy, or none may run.',
    });
  }

  async mute(muted: boolean): Promise<void> {
    await this.#room?.localParticipant.setMicrophoneEnabled(!muted);
    this.#become({ microphone: muted ? 'muted' : 'on' });
  }

  async say(text: string): Promise<void> {
    if (!this.#room || this.#state.phase !== 'talking') return;
    this.#become({ typed: [...this.#state.typed, text] });
    await this.#room.localParticipant.sendText(text, { topic: CHAT });
  }

  async stop(): Promise<void> {
    if (this.#state.phase === 'idle') return;
    await this.#leave();
    this.#end(null);
  }

  async #leave(): Promise<void> {
    clearTimeout(this.#patience);
    const room = this.#room;
    this.#room = null;
    for (const voice of this.#voices.splice(0)) voice.remove();
    await room?.disconnect(true);
  }

  #end(problem: Diagnosis | null): void {
    if (this.#state.phase === 'ended') return;
    this.#become({
      phase: 'ended',
      microphone: 'off',
      agent: null,
      saying: null,
      reconnecting: false,
      endedAt: Date.now(),
      problem,
    });
  }

  #become(change: Partial<TalkState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
