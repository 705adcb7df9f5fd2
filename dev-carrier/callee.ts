import {
  ConnectionState,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import { CAPTIONS_TOPIC } from '../voice-worker/contract.ts';
import { CalleeEars } from './callee-ears.ts';
import { CalleeMouth } from './callee-mouth.ts';

export type LiveKitAccess = { url: string; apiKey: string; apiSecret: string };
type CallStatus = 'dialing' | 'ringing' | 'active' | 'hangup';

const DEAD_LINE_MS = 3_000;

/** A callee in the room who looks like a SIP participant: kind SIP, `sip.*` attributes, audio from the answer on. */
export class Callee {
  readonly ears = new CalleeEars(Date.now);
  readonly #mouth = new CalleeMouth();
  readonly #room = new Room();
  readonly #access: LiveKitAccess;
  readonly #gone = new AbortController();
  #deadLine: NodeJS.Timeout | undefined;

  constructor(access: LiveKitAccess) {
    this.#access = access;
    this.#room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === TrackKind.KIND_AUDIO) void this.ears.listen(track).catch(() => {});
    });
    this.#room.on(RoomEvent.Disconnected, () => this.#gone.abort());
    this.#room.on(RoomEvent.ConnectionStateChanged, (state) => this.#noticeDeadLine(state));
  }

  /** Aborts when the callee is no longer in the room, whoever ended it. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Joins as `dialing`. Rejects when the room does not exist. */
  async join(as: { room: string; identity: string; number: string; callId: string }): Promise<void> {
    const token = new AccessToken(this.#access.apiKey, this.#access.apiSecret, {
      identity: as.identity,
      ttl: 3_600,
      attributes: { 'sip.callStatus': 'dialing', 'sip.phoneNumber': as.number, 'sip.callID': as.callId },
    });
    token.kind = 'sip';
    token.addGrant({
      roomJoin: true,
      room: as.room,
      canPublish: true,
      canSubscribe: true,
      canPublishData: true,
      canUpdateOwnMetadata: true,
    });
    await this.#room.connect(this.#access.url, await token.toJwt(), { autoSubscribe: true, dynacast: false });
  }

  /** Not awaited: the promise sometimes resolves five seconds after the change was applied. */
  status(status: CallStatus): void {
    this.#room.localParticipant?.setAttributes({ 'sip.callStatus': status }).catch(() => {});
  }

  /** Picks up: audio first, then the status, so that nothing said at `active` is lost. */
  async answer(): Promise<void> {
    const track = LocalAudioTrack.createAudioTrack('line', this.#mouth.source);
    const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, dtx: false });
    await this.#room.localParticipant?.publishTrack(track, options);
    void this.#mouth.stream();
    this.status('active');
  }

  /** Speaks, and sends the words as a caption when they have been said. Resolves with the time the speech ended. */
  async say(pcm: Int16Array, words: string): Promise<number> {
    const endedAt = await this.#mouth.say(pcm);
    if (!this.#gone.signal.aborted) {
      await this.#room.localParticipant
        ?.sendText(words, { topic: CAPTIONS_TOPIC, attributes: { final: 'true' } })
        .catch(() => {});
    }
    return endedAt;
  }

  /** A phone whose line is dead hangs up; it would otherwise count as talking until LiveKit is given up on. */
  #noticeDeadLine(state: ConnectionState): void {
    clearTimeout(this.#deadLine);
    if (state === ConnectionState.CONN_RECONNECTING)
      this.#deadLine = setTimeout(() => this.#gone.abort(), DEAD_LINE_MS);
  }

  async leave(): Promise<void> {
    clearTimeout(this.#deadLine);
    await this.#mouth.close();
    await this.#room.disconnect().catch(() => {});
    this.#gone.abort();
  }
}
