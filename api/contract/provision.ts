import { z } from 'zod';
import { DISCLOSURE_KEYS } from '../../domain/compliance/provision.ts';
import { DAY_MS } from '../../domain/time.ts';
import { minutesOf } from '../../domain/windows.ts';
import { CONSENT_SCOPES, CONTACT_KINDS, HISTORY_EVENTS, NUMBER_TYPES } from '../../domain/vocabulary.ts';

const time = z
  .string()
  .refine((text) => text === '24:00' || minutesOf(text) !== null, 'a time of day, such as 09:00, up to 24:00')
  .meta({ example: '09:00' });
const hours = z
  .strictObject({ start: time, end: time })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'It is not after start. Send a later time.' })
  .nullable()
  .meta({ description: 'From start until before end, by the clock where the telephone may ring; null: not at all.' });
const week = z.strictObject({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours });
const day = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/,
    'a day (2026-01-01) or a moment of it (2026-01-01T18:00), by the place’s clock',
  )
  .refine((text) => !Number.isNaN(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)), 'a day of the calendar');
const state = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'a state with its country, such as US-FL');
const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code, such as US');
/** The longest that any rule looks back. */
const span = z
  .number()
  .int()
  .min(60_000)
  .max(396 * DAY_MS);
const scope = z.enum(['number', 'person', 'person-debt']).meta({
  description: 'Whose calls count: of this number, of the person over all numbers, or of the person about this debt.',
});

const registry = z.union(
  [
    z.enum(['us-federal', 'uk-tps', 'uk-ctps', 'ca-national']),
    z.templateLiteral(['us-state:US-', z.string().regex(/^[A-Z]{2}$/)]),
  ],
  'us-federal, us-state:US-XX, uk-tps, uk-ctps or ca-national',
);

const requirement = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('hours'),
    byWeekday: week,
    holidays: z.strictObject({ table: z.string().min(1).max(60), hours }).optional(),
    zone: z.string().min(1).max(60).optional(),
  }),
  z.strictObject({
    what: z.literal('cap'),
    most: z.number().int().min(0).max(1000),
    perMs: span,
    scope,
    sameSubject: z.boolean().optional(),
  }),
  z
    .strictObject({
      what: z.literal('quiet-after'),
      events: z.array(z.enum(HISTORY_EVENTS)).min(1),
      forMs: span.optional(),
      forMonths: z.number().int().min(1).max(12).optional(),
      scope,
    })
    .refine((one) => (one.forMs === undefined) !== (one.forMonths === undefined), {
      path: ['forMs'],
      message: 'Either forMs or forMonths says how long. Send one of them.',
    }),
  z.strictObject({ what: z.literal('consent'), scope: z.enum(CONSENT_SCOPES), written: z.boolean().optional() }),
  z.strictObject({
    what: z.literal('list'),
    list: registry,
    maxAgeDays: z.number().int().min(1).max(366),
    mustHold: z.boolean(),
  }),
  z.strictObject({ what: z.literal('reassigned'), mustAsk: z.boolean() }),
  z.strictObject({ what: z.literal('ban') }),
  z.strictObject({
    what: z.literal('disclosure'),
    key: z.enum(DISCLOSURE_KEYS),
    after: z.enum(['dial', 'greeting', 'identity', 'refusal', 'message-start']),
    withinMs: z.number().int().min(0).max(600_000),
    on: z.enum(['answer', 'voicemail', 'every-call']),
  }),
]);

/** A provision as people enter it: a tenant's stricter choice or an officer's change. */
export const ProvisionInput = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'lower-case letters, digits, dots and dashes, such as tenant.evenings')
      .meta({ description: 'Named by findings and overrides.' }),
    jurisdiction: z.string().min(1).max(20).default('tenant'),
    title: z.string().trim().min(1).max(300).meta({ description: 'What it asks, in a line that a manager reads.' }),
    citation: z.string().trim().max(300).default(''),
    confidence: z
      .enum(['primary', 'secondary', 'unverified'])
      .default('unverified')
      .meta({ description: 'How the text was checked. Say `primary` when somebody read it at its source.' }),
    from: day.nullable().default(null).meta({ description: 'First day of force; null: always.' }),
    until: day.nullable().default(null).meta({ description: 'First day on which it is no longer in force.' }),
    where: z
      .strictObject({
        countries: z.array(country).min(1).optional(),
        states: z.array(state).min(1).optional(),
        postalCodes: z
          .array(z.string().trim().min(1).max(12))
          .min(1)
          .max(500)
          .optional()
          .meta({
            description: 'Of these places, only where postal codes begin so: a county, a city.',
            example: ['701'],
          }),
      })
      .refine(({ countries, states, postalCodes }) => !postalCodes || countries || states, {
        path: ['postalCodes'],
        message: 'Postal codes are those of a place. Send countries or states too.',
      })
      .default({}),
    appliesTo: z
      .strictObject({
        kinds: z.array(z.enum(CONTACT_KINDS)).min(1).optional(),
        automatedVoice: z.boolean().optional(),
        numberTypes: z.array(z.enum(NUMBER_TYPES)).min(1).optional(),
        unlessConsent: z.enum(CONSENT_SCOPES).optional(),
        unlessRelationship: z.boolean().optional(),
        unlessDirectConsent: z.boolean().optional(),
      })
      .default({}),
    requires: requirement,
    replaces: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'A provision of a law pack that it takes the place of.' }),
  })
  .refine((one) => one.from === null || one.until === null || one.from < one.until, {
    path: ['until'],
    message: 'It is not after from. Send a later day, or null for no end.',
  })
  .meta({ id: 'ProvisionInput', description: 'A rule as data: where, for which calls, from when, and what it asks.' });
