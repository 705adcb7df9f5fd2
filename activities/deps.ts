import type { Client } from '@temporalio/client';
import type { Database } from '../database/connect.ts';
import type { E164 } from '../domain/ids.ts';
import type { Address, Places } from '../domain/places.ts';
import type { ZoneTable } from '../domain/time.ts';
import type { CarrierName } from '../domain/vocabulary.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Registry } from '../registry/create-registry.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { TenantRules } from './screening/tenant-rules.ts';
import type { Carrier } from './telephony/carrier.ts';

/** Real time. Rules of a tenant on a demonstration clock run on `rulesClock` of it. */
export interface Clock {
  now(): number;
}

/** Where a number may ring, and the offsets of zones: pinned data, handed in. */
export interface Numbering {
  placesOf(number: E164, address: Address): Places;
  zones: ZoneTable;
}

/** The part of pino that activities use: object first, static message. */
export interface Logger {
  debug(object: object, message: string): void;
  info(object: object, message: string): void;
  warn(object: object, message: string): void;
  error(object: object, message: string): void;
}

/** Everything the engine's activities need, built once in the worker's `main.ts`. */
export interface EngineDeps {
  database: Database;
  keyring: Pick<Keyring, 'open' | 'numberIndex'>;
  temporal: Pick<Client, 'workflow'>;
  /** Null where no LiveKit is configured: only carriers without media can be used then. */
  rooms: Rooms | null;
  carriers: Readonly<Partial<Record<CarrierName, Carrier>>>;
  /** Dispatch name of the voice workers. */
  agentName: string;
  clock: Clock;
  /** This machine's own clock, whatever `clock` says: held against Postgres's before each claim and each dial. */
  machineClock: Clock;
  numbering: Numbering;
  /** Registry-size do-not-call lists. */
  registry: Pick<Registry, 'look'>;
  rules: TenantRules;
  logger: Logger;
}
