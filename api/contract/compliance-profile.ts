import { z } from 'zod';
import { PACK_NAMES } from '../../domain/compliance/jurisdictions/packs.ts';
import { OutId } from './id.ts';
import { ProvisionInput } from './provision.ts';
import { Instant } from './time.ts';

export const packs = z
  .array(z.enum(PACK_NAMES))
  .nullable()
  .meta({ description: 'Law packs; null: all. A country whose pack is left out is not called at all.' });
const tollFree = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'a number as +18005550100')
  .nullable()
  .meta({ description: 'Named on messages that are left. E.164.' });

export const ComplianceProfileUpdate = z
  .strictObject({
    packs,
    stricter: z
      .array(ProvisionInput)
      .max(200)
      .meta({ description: 'Rules of the tenant’s own, asked beside the law.' }),
    callerName: z.string().trim().min(1).max(200).nullable().meta({ description: 'Who calls, as the agent says it.' }),
    tollFreeNumber: tollFree,
  })
  .partial()
  .meta({ id: 'ComplianceProfileUpdate', example: { callerName: 'Harbour Lane Solar' } });

const problem = z.object({
  provision: z.string(),
  kind: z.enum(['laxer-than-law', 'unknown-provision', 'unreadable', 'same-id']),
  message: z.string(),
});

export const ComplianceProfile = z
  .object({
    revision: z.number().int().meta({ description: 'Raised by every change of the tenant’s rules; also the ETag.' }),
    packs,
    availablePacks: z.array(z.object({ name: z.enum(PACK_NAMES), title: z.string(), covers: z.array(z.string()) })),
    stricter: z.array(z.unknown()),
    callerName: z.string().nullable(),
    tollFreeNumber: z.string().nullable(),
    updatedBy: z.string(),
    updatedAt: Instant.nullable(),
    rulesVersion: z.string(),
    problems: z
      .array(problem)
      .meta({ description: 'What has no effect, or not the one that was meant: laxer choices are not followed.' }),
  })
  .meta({ id: 'ComplianceProfile', description: 'What the tenant’s rules are made of.' });
export type ComplianceProfile = z.infer<typeof ComplianceProfile>;

export const Provision = z
  .object({
    id: z.string(),
    jurisdiction: z.string(),
    title: z.string(),
    citation: z.string(),
    confidence: z.enum(['primary', 'secondary', 'unverified']),
    from: z.string().nullable(),
    until: z.string().nullable(),
    where: z.unknown(),
    appliesTo: z.unknown(),
    requires: z.unknown(),
    overridden: z.boolean(),
  })
  .meta({ id: 'Provision', description: 'One provision that the tenant is screened by.' });
export const ProvisionList = z
  .object({ rulesVersion: z.string(), items: z.array(Provision) })
  .meta({ id: 'ProvisionList' });

export const overridden = {
  provision: z.string().min(1).max(200).meta({ description: 'Id of the provision, as findings name it.' }),
  reason: z
    .string()
    .trim()
    .min(10)
    .max(2000)
    .meta({ description: 'Why. Kept in the ledger, and shown with every finding.' }),
  until: Instant.nullish(),
};
export const OverrideCreate = z
  .strictObject({ ...overridden, from: Instant.optional() })
  .refine((body) => !body.until || !body.from || Date.parse(body.until) > Date.parse(body.from), {
    path: ['until'],
    message: 'It is not after from. Send a later time, or leave it out.',
  })
  .meta({
    id: 'OverrideCreate',
    example: { provision: 'us-fl.hours', reason: 'Counsel’s opinion of 3 March, file 12' },
  });
export const Override = z
  .object({
    id: OutId,
    provision: z.string(),
    reason: z.string(),
    from: Instant,
    until: Instant.nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    withdrawnAt: Instant.nullable(),
    withdrawnBy: z.string().nullable(),
  })
  .meta({ id: 'Override', description: 'An owner’s decision to be laxer than a provision.' });
export const OverrideList = z.object({ items: z.array(Override) }).meta({ id: 'OverrideList' });

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'a day such as 2026-12-24')
  .refine((text) => {
    const at = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  }, 'a day of the calendar');
export const HolidayCreate = z
  .strictObject({
    date,
    name: z.string().trim().min(1).max(200),
    country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code, such as US'),
    state: z
      .string()
      .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'a state with its country, such as US-LA')
      .nullish()
      .meta({ description: 'Left out: the whole country.' }),
  })
  .refine((body) => !body.state || body.state.startsWith(`${body.country}-`), {
    path: ['state'],
    message: 'It is not in that country. Send a state of the country.',
  })
  .meta({ id: 'HolidayCreate', example: { date: '2026-12-24', name: 'Christmas Eve', country: 'US', state: 'US-LA' } });
export const Holiday = z
  .object({
    id: OutId,
    date: z.string(),
    name: z.string(),
    country: z.string(),
    state: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Instant,
  })
  .meta({ id: 'Holiday', description: 'A day on which nobody in that place is called.' });
export const HolidayList = z.object({ items: z.array(Holiday) }).meta({ id: 'HolidayList' });
