/** What the engine asks of LiveKit's rooms. `livekit-rooms.ts` is the one real implementation. */
export interface Rooms {
  /**
   * Makes the room with the agent dispatched into it. A room that is there already stays as it is, with the agent it
   * has: safe to repeat.
   */
  open(room: string, agent: { name: string; metadata: string }): Promise<void>;
  /** Deletes the room: ringing calls are cancelled, live ones hung up. A room that is not there is success. */
  close(room: string): Promise<void>;
  /** Tells the agent that its callee refuses calls, so that it says goodbye and ends. A room that is not there is success. */
  tellOptedOut(room: string): Promise<void>;
  /** Who is in the room now; empty when there is none. */
  participants(room: string): Promise<RoomParticipant[]>;
  /** Rooms of calls, by name. */
  list(): Promise<{ name: string; participants: number; createdAtMs: number }[]>;
}

export interface RoomParticipant {
  identity: string;
  kind: 'agent' | 'sip' | 'other';
  attributes: Readonly<Record<string, string>>;
  joinedAtMs: number;
}
