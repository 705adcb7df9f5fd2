import { z } from 'zod';
import { Retries } from './campaigns.ts';
import { HolidayCreate, overridden, packs } from './compliance-profile.ts';
import { Id, OutId } from './id.ts';
import { PageQuery, pageOf } from './page.ts';
import { ProvisionInput } from './provision.ts';
import { limits } from './tenant.ts';
import { Instant } from './time.ts';

const MOST_AT_ONCE = 50;
const reason = z.string().trim().min(10).max(2000);
const note = z.string().trim().max(2000);

const names = (description: string) =>
  z.array(z.string().min(1).max(200)).max(MOST_AT_ONCE).optional().meta({ description });
/** Less protection. It takes effect with the approval; what makes rules stricter needs none of this. */
const Relaxes = z.strictObject({
  packs: packs.optional(),
  stricter: names('Ids of the tenant’s stricter rules that go.'),
  holidays: z.array(Id).max(MOST_AT_ONCE).optional().meta({ description: 'Ids of the tenant’s holidays that go.' }),
  overrides: z
    .array(z.strictObject(overridden))
    .max(MOST_AT_ONCE)
    .optional()
    .meta({ description: 'Provisions that the tenant is laxer than. Drafted by an owner.' }),
  fourEyes: z
    .literal(false)
    .optional()
    .meta({ description: 'One person is enough from then on. Drafted by an owner.' }),
  limits: z
    .strictObject(limits)
    .partial()
    .optional()
    .meta({ description: 'Daily caps that are raised, a retention that is shorter. Drafted by an owner.' }),
  campaigns: z
    .array(z.strictObject({ campaignId: Id, retries: Retries }))
    .max(MOST_AT_ONCE)
    .optional()
    .meta({ description: 'Campaigns that try a lead more often, each with its whole plan of retries.' }),
});

export const RuleChangeCreate = z
  .strictObject({
    title: z.string().trim().min(1).max(300).meta({ description: 'What changes, in a line that a manager reads.' }),
    reason: reason.meta({ description: 'Why, and where it is written. Kept in the ledger.' }),
    amendments: z
      .array(ProvisionInput)
      .max(MOST_AT_ONCE)
      .default([])
      .meta({ description: 'Rules that come, each with its own dates: hours, caps, bans and so on.' }),
    holidays: z
      .array(HolidayCreate)
      .max(MOST_AT_ONCE)
      .default([])
      .meta({ description: 'Days on which nobody in a place is called.' }),
    ends: z.array(Id).max(MOST_AT_ONCE).default([]).meta({ description: 'Changes in force that end with this one.' }),
    relaxes: Relaxes.default({}).meta({ description: 'What the tenant has chosen beside the law and would give up.' }),
  })
  .refine(
    ({ amendments, holidays, ends, relaxes }) =>
      amendments.length + holidays.length + ends.length + Object.keys(relaxes).length > 0,
    {
      path: ['amendments'],
      message: 'Nothing would change.',
      params: { remedy: 'Send at least one of amendments, holidays, ends or relaxes.' },
    },
  )
  .meta({
    id: 'RuleChangeCreate',
    example: {
      title: 'Louisiana: no sales calls during the emergency',
      reason: 'Proclamation 41 of the governor, read on 21 November',
      amendments: [
        {
          id: 'change.la-emergency',
          title: 'No sales calls during the emergency',
          citation: 'R.S. 45:844.14',
          where: { states: ['US-LA'] },
          requires: { what: 'ban' },
        },
      ],
    },
  });

const count = z.number().int();
const counts = {
  same: count,
  later: count,
  earlier: count,
  held: count.meta({ description: 'Wait until somebody changes something: no rule can say when.' }),
  blocked: count.meta({ description: 'Would not be called any more.' }),
  callable: count.meta({ description: 'Could not be called before, and now can.' }),
};
const runStatus = z.enum(['queued', 'running', 'completed', 'cancelled', 'failed']);

export const RuleChangeRun = z
  .object({
    id: OutId,
    changeId: OutId,
    kind: z.enum(['preview', 'replan']),
    status: runStatus,
    looked: count.meta({ description: 'Leads looked at so far.' }),
    total: count.meta({ description: 'Leads that waited when it began.' }),
    found: z.object(counts),
    rulesBefore: z.string().nullable(),
    rulesAfter: z.string().nullable(),
    error: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'RuleChangeRun', description: 'A look at every waiting lead under the rules of a change.' });
export type RuleChangeRun = z.infer<typeof RuleChangeRun>;

export const RuleChange = z
  .object({
    id: OutId,
    title: z.string(),
    reason: z.string(),
    amendments: z.array(z.unknown()),
    holidays: z.array(z.unknown()),
    ends: z.array(OutId),
    relaxes: z.record(z.string(), z.unknown()).meta({ description: 'As it was drafted; empty: nothing gets laxer.' }),
    status: z.enum(['draft', 'approved', 'rejected', 'withdrawn', 'ended']),
    firstDay: z
      .string()
      .nullable()
      .meta({ description: 'First day it is felt, by the clock of the place; null: at once.' }),
    problems: z
      .array(z.object({ provision: z.string(), kind: z.string(), message: z.string() }))
      .meta({ description: 'What has no effect, or not the one that was meant: laxer rules are not followed.' }),
    needsSecondPerson: z.boolean().meta({ description: 'Somebody other than its author approves it.' }),
    preview: RuleChangeRun.nullable(),
    replan: RuleChangeRun.nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    decisionNote: z.string(),
    endedBy: OutId.nullable().meta({ description: 'The change that ended it.' }),
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'RuleChange', description: 'A change of law as an officer entered it.' });
export type RuleChange = z.infer<typeof RuleChange>;
export const RuleChangePage = pageOf('RuleChangePage', RuleChange);
export const RuleChangeQuery = PageQuery.extend({
  status: z.enum(['draft', 'approved', 'rejected', 'withdrawn', 'ended']).optional(),
});

export const RuleChangeApprove = z
  .strictObject({
    note: note.default(''),
    withoutPreview: reason.optional().meta({ description: 'Why it cannot wait for a preview. Kept in the ledger.' }),
  })
  .meta({ id: 'RuleChangeApprove', example: { note: 'Read and agreed' } });
export const RuleChangeRefuse = z
  .strictObject({ note: note.default('') })
  .meta({ id: 'RuleChangeRefuse', example: { note: 'The date is wrong' } });

export const RuleChangeEffect = z
  .object({
    campaignId: OutId,
    campaignName: z.string().nullable(),
    place: z.string().meta({ description: 'States that the number may ring in, or the country.', example: 'US-LA' }),
    ...counts,
    examples: z.array(
      z.object({
        leadId: OutId,
        move: z.enum(['same', 'later', 'earlier', 'held', 'blocked', 'callable']),
        before: Instant.nullable().meta({
          description: 'When it would be called, on the tenant’s clock; null: not, or nobody can say.',
        }),
        after: Instant.nullable(),
        rule: z.string().nullable().meta({ description: 'The rule that decides.' }),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'RuleChangeEffect', description: 'What a change does in one campaign and place, with examples.' });
export type RuleChangeEffect = z.infer<typeof RuleChangeEffect>;
export const RuleChangeEffectPage = pageOf('RuleChangeEffectPage', RuleChangeEffect);

const day = z.iso.date('a day such as 2026-11-20').meta({ example: '2026-11-20' });
export const ReplayCreate = z
  .strictObject({
    day,
    zone: z.string().min(1).max(60).default('UTC').meta({ description: 'By whose clock the day is.' }),
    changes: z
      .array(Id)
      .max(MOST_AT_ONCE)
      .default([])
      .meta({ description: 'Changes asked as if they had been in force that day, whatever their dates; drafts too.' }),
    rulesAt: Instant.optional().meta({ description: 'The moment whose law is asked; left out: now.' }),
  })
  .meta({ id: 'ReplayCreate', example: { day: '2026-11-20', zone: 'America/New_York' } });

export const Replay = z
  .object({
    id: OutId,
    day: z.string(),
    zone: z.string(),
    changes: z.array(OutId),
    rulesAt: Instant,
    status: runStatus,
    rulesVersion: z.string().nullable(),
    looked: count,
    total: count.meta({ description: 'Calls that were dialled that day.' }),
    made: count.meta({ description: 'Would have been made under these rules too.' }),
    notMade: count,
    unknown: count.meta({ description: 'Nobody can say: a fact that decides was not kept.' }),
    notKept: z.array(z.string()).meta({ description: 'What no replay can know.' }),
    error: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Replay', description: 'The calls of a past day, asked under other rules.' });
export type Replay = z.infer<typeof Replay>;
export const ReplayPage = pageOf('ReplayPage', Replay);

export const ReplayedCall = z
  .object({
    attemptId: OutId,
    campaignId: OutId.nullable(),
    leadId: OutId.nullable(),
    dialledAt: Instant,
    answer: z.enum(['not-made', 'unknown']),
    reason: z.string(),
    rule: z.string().nullable(),
    nextCallableAt: Instant.nullable().meta({ description: 'When it could have been made instead.' }),
    findings: z.array(z.unknown()),
    missing: z.array(z.string()).meta({
      description: 'Facts that were not kept: `lead`, `verdict`, `address`, or the name of a list that nobody asked.',
    }),
  })
  .meta({ id: 'ReplayedCall', description: 'A call that would not have been made, or of which nobody can say.' });
export type ReplayedCall = z.infer<typeof ReplayedCall>;
export const ReplayedCallPage = pageOf('ReplayedCallPage', ReplayedCall);
export const ReplayedCallQuery = PageQuery.extend({ answer: z.enum(['not-made', 'unknown']).optional() });
