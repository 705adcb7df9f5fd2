import { z } from 'zod';
import { CARRIERS } from '../../domain/vocabulary.ts';
import { BusinessHours } from './agents.ts';
import { Id, OutId, Version } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

const trunk = {
  name: z.string().trim().min(1).max(120).meta({ example: 'Main SIP trunk' }),
  carrier: z.enum(CARRIERS),
  livekitTrunkId: z.string().max(120).nullable().meta({ description: 'Id of the outbound trunk at LiveKit.' }),
  callsPerSecond: z.number().gt(0).max(1000),
  maxConcurrentCalls: z.number().int().min(0).max(100_000),
};

export const Trunk = z
  .object({
    id: OutId,
    ...trunk,
    shared: z.boolean().meta({ description: 'Belongs to the installation; only its operators change it.' }),
    status: z.enum(['active', 'paused']),
    pausedReason: z.string().nullable(),
    liveCalls: z.number().int(),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'Trunk', description: 'The way out to telephones.' });
export type Trunk = z.infer<typeof Trunk>;
export const TrunkPage = pageOf('TrunkPage', Trunk);
export const TrunkCreate = z
  .strictObject(trunk)
  .partial()
  .extend({ name: trunk.name, carrier: trunk.carrier })
  .meta({
    id: 'TrunkCreate',
    example: { name: 'Main SIP trunk', carrier: 'livekit-sip', livekitTrunkId: 'ST_abc', callsPerSecond: 2 },
  });
export const TrunkUpdate = z
  .strictObject({ ...trunk, status: z.enum(['active', 'paused']), pausedReason: z.string().max(500).nullable() })
  .omit({ carrier: true })
  .partial()
  .meta({ id: 'TrunkUpdate', example: { status: 'active' } });

/** What a number does with calls that come in. */
export const Inbound = z
  .strictObject({
    businessHours: BusinessHours.nullish(),
    transferNumber: z.string().max(40).nullish(),
    fallbackNumber: z.string().max(40).nullish(),
    outOfHoursMessage: z.string().max(2000).nullish(),
  })
  .meta({ id: 'InboundConfiguration' });

const number = {
  number: z
    .string()
    .trim()
    .min(3)
    .max(40)
    .meta({ description: 'In any form; kept as E.164.', example: '+1 212 555 0100' }),
  label: z.string().max(120),
  trunkId: Id.nullable(),
  agentId: Id.nullable(),
  pool: z.string().max(60).nullable(),
  inbound: Inbound,
};
export const PhoneNumber = z
  .object({
    id: OutId,
    number: z.string().meta({ description: 'E.164. Own numbers are shown to everybody.' }),
    label: z.string(),
    trunkId: OutId.nullable(),
    agentId: OutId.nullable(),
    pool: z.string().nullable(),
    inbound: z.unknown(),
    status: z.enum(['active', 'inactive']),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'PhoneNumber', description: 'An own number: shown to callees, and called by them.' });
export type PhoneNumber = z.infer<typeof PhoneNumber>;
export const PhoneNumberPage = pageOf('PhoneNumberPage', PhoneNumber);
export const PhoneNumberCreate = z
  .strictObject(number)
  .partial()
  .extend({ number: number.number })
  .meta({ id: 'PhoneNumberCreate', example: { number: '+1 212 555 0100', label: 'Main number' } });
export const PhoneNumberUpdate = z
  .strictObject({ ...number, status: z.enum(['active', 'inactive']) })
  .omit({ number: true })
  .partial()
  .meta({ id: 'PhoneNumberUpdate', example: { label: 'Main number' } });
export const AssignAgent = z.strictObject({ agentId: Id.nullable() }).meta({ id: 'AssignAgent' });
export const NumberQuery = PageQuery.extend({ status: z.enum(['active', 'inactive']).optional() });
export const TrunkQuery = PageQuery.extend({
  search: z.string().max(120).optional().meta({ description: 'Part of the name.' }),
});
