import type { TenantTx } from '../../../database/connect.ts';
import type { ZoneTable } from '../../../domain/time.ts';
import type { Campaign } from '../../contract/campaigns.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { invalid } from '../../http/problem.ts';
import { type CampaignRow, presentCampaign } from './campaign-row.ts';
import { agentProblems, idleAgentProblems, overrideProblems } from './prompt-problems.ts';
import { windowForLeadsProblems } from './window-for-leads.ts';
import { lockWhatRuns } from './what-runs.ts';
import { windowProblems } from './window-problems.ts';

/** What is wrong in itself, whatever is still missing: refused when saved, so that no call meets it. */
export async function requireSaveable(tx: TenantTx, row: CampaignRow, zones: ZoneTable): Promise<void> {
  const campaign = presentCampaign(row);
  const problems = [
    ...(campaign.callingWindow ? windowProblems(campaign.callingWindow, zones) : []),
    ...reversedSchedule(campaign),
    ...(await overrideProblems(tx, campaign)),
  ];
  if (problems.length > 0) throw invalid(problems);
}

/**
 * Of those, what others may have brought about since they were looked at: from now on it stays as it is until this
 * transaction ends. The last thing before a campaign is set running: whoever takes something away waits meanwhile, and
 * whoever waits behind that one.
 */
export async function lastProblems(tx: TenantTx, row: CampaignRow): Promise<ProblemField[]> {
  await lockWhatRuns(tx, 'sets-running');
  const campaign = presentCampaign(row);
  return [
    ...(await trunkProblems(tx, campaign)),
    ...(await callerIdProblems(tx, campaign)),
    ...(await idleAgentProblems(tx, campaign)),
  ];
}

/** Everything that keeps the campaign from starting, at once. */
export async function startProblems(
  tx: TenantTx,
  row: CampaignRow,
  { zones, nowMs }: { zones: ZoneTable; nowMs: number },
): Promise<ProblemField[]> {
  const campaign = presentCampaign(row);
  return [
    ...dialerProblems(campaign),
    ...(campaign.callingWindow ? windowProblems(campaign.callingWindow, zones) : []),
    ...(await windowForLeadsProblems(tx, campaign, { zones, nowMs })),
    ...scheduleProblems(campaign, nowMs),
    ...(await trunkProblems(tx, campaign)),
    ...(await callerIdProblems(tx, campaign)),
    ...(await listProblems(tx, campaign)),
    ...(await agentProblems(tx, campaign)),
    ...(await overrideProblems(tx, campaign)),
  ];
}

/** Who dials, through what and as whom: a campaign that runs cannot be without. */
const NEEDED_WHILE_RUNNING = ['dialerType', 'trunkId', 'callerIds', 'agents'] as const;

/**
 * A campaign that runs is not changed into one that could not have been started. What was not sent may have failed since
 * the start, a paused trunk for one: that keeps nobody from mending something else. `look`: `startProblems` before the
 * change is carried out, `lastProblems` once it is. @throws Problem 422
 */
export async function requireStillReady(
  row: CampaignRow,
  sent: object,
  look: () => Promise<ProblemField[]>,
): Promise<void> {
  const asked = new Set<string>(NEEDED_WHILE_RUNNING.filter((field) => field in sent));
  if (row.status !== 'running' || asked.size === 0) return;
  // Numbers belong to trunks.
  if (asked.has('trunkId')) asked.add('callerIds');
  const kept = (await look()).filter(({ field }) => asked.has(field));
  if (kept.length > 0) throw invalid(kept, 'The campaign is running and could not go on like this: see errors.');
}

function dialerProblems({ chosenDialer, recordingPlace }: Campaign): ProblemField[] {
  const problems: ProblemField[] = [];
  if (!chosenDialer.available) {
    problems.push({
      field: 'dialerType',
      message: chosenDialer.because,
      remedy: 'Set dialerType to agentless or auto.',
    });
  }
  if (recordingPlace !== 'none') {
    problems.push({
      field: 'recordingPlace',
      message: 'Recording calls is not there yet.',
      remedy: 'Set recordingPlace to none.',
    });
  }
  return problems;
}

function reversedSchedule({ schedule: { startAt, endAt } }: Campaign): ProblemField[] {
  if (startAt === undefined || endAt === undefined || Date.parse(startAt) < Date.parse(endAt)) return [];
  return [{ field: 'schedule.endAt', message: 'It is not after startAt.', remedy: 'Choose a later end.' }];
}

function scheduleProblems(campaign: Campaign, nowMs: number): ProblemField[] {
  const reversed = reversedSchedule(campaign);
  const { endAt } = campaign.schedule;
  if (reversed.length > 0 || endAt === undefined || Date.parse(endAt) > nowMs) return reversed;
  return [{ field: 'schedule.endAt', message: 'It is over already.', remedy: 'Choose a later end, or leave it out.' }];
}

async function trunkProblems(tx: TenantTx, { trunkId }: Campaign): Promise<ProblemField[]> {
  const field = 'trunkId';
  if (trunkId === null) {
    return [{ field, message: 'No trunk is chosen to dial through.', remedy: 'Choose one of GET /api/v1/trunks.' }];
  }
  const [trunk] = await tx.query<{
    carrier: string;
    status: string;
    paused_reason: string | null;
    livekit_trunk_id: string | null;
    demonstration: boolean;
  }>(
    `select k.carrier, k.status, k.paused_reason, k.livekit_trunk_id, coalesce(t.clock_offset_ms, 0) <> 0 as demonstration
     from trunks k join tenants t on t.id = $1 where k.id = $2`,
    [tx.tenantId, trunkId],
  );
  if (!trunk) return [{ field, message: 'The trunk is gone.', remedy: 'Choose another of GET /api/v1/trunks.' }];
  const problems: ProblemField[] = [];
  if (trunk.status === 'paused') {
    const why = trunk.paused_reason ? `: ${trunk.paused_reason}` : '';
    problems.push({
      field,
      message: `The trunk is paused${why}.`,
      remedy: 'Repair and resume the trunk, or choose another.',
    });
  }
  if (trunk.carrier === 'livekit-sip' && trunk.livekit_trunk_id === null) {
    problems.push({ field, message: 'The trunk is not set up at LiveKit.', remedy: 'Set its livekitTrunkId.' });
  }
  if (trunk.carrier === 'livekit-sip' && trunk.demonstration) {
    problems.push({
      field,
      message: 'A demonstration clock never dials a real carrier.',
      remedy: 'Choose a trunk of the loopback or fake carrier.',
    });
  }
  return problems;
}

async function callerIdProblems(tx: TenantTx, { callerIds, trunkId }: Campaign): Promise<ProblemField[]> {
  const field = 'callerIds';
  const usable = await tx.query<{ id: string }>(
    `select id from phone_numbers where tenant_id = $1 and id = any($2::uuid[]) and status = 'active'
       and (trunk_id is null or $3::uuid is null or trunk_id = $3)`,
    [tx.tenantId, callerIds, trunkId],
  );
  if (usable.length === callerIds.length && callerIds.length > 0) return [];
  if (callerIds.length === 0) {
    return [
      {
        field,
        message: 'No number is chosen to call from.',
        remedy: 'Choose one or more of GET /api/v1/phone-numbers.',
      },
    ];
  }
  const known = new Set(usable.map((number) => number.id));
  return callerIds
    .filter((id) => !known.has(id))
    .map((id) => ({
      field,
      message: `The number ${id} cannot be used: it is inactive, gone, or belongs to another trunk.`,
      remedy: 'Activate it, or choose another of GET /api/v1/phone-numbers.',
    }));
}

async function listProblems(tx: TenantTx, { listIds }: Campaign): Promise<ProblemField[]> {
  const field = 'listIds';
  if (listIds.length === 0) {
    return [{ field, message: 'No list is chosen.', remedy: 'Choose one or more of GET /api/v1/lists.' }];
  }
  const lists = await tx.query<{ name: string; archived: boolean; empty: boolean; importing: boolean }>(
    `select l.name, l.archived_at is not null as archived,
       not exists (select 1 from leads d where d.tenant_id = l.tenant_id and d.list_id = l.id) as empty,
       exists (select 1 from imports i where i.tenant_id = l.tenant_id and i.list_id = l.id and i.status in ('queued', 'running')) as importing
     from lists l where l.tenant_id = $1 and l.id = any($2::uuid[])`,
    [tx.tenantId, listIds],
  );
  return lists.flatMap(({ name, archived, empty, importing }): ProblemField[] => {
    if (archived) return [{ field, message: `The list “${name}” is archived.`, remedy: 'Choose another list.' }];
    if (empty && importing)
      return [{ field, message: `The list “${name}” is still being filled.`, remedy: 'Wait for its import.' }];
    if (empty) return [{ field, message: `The list “${name}” is empty.`, remedy: 'Import leads into it.' }];
    return [];
  });
}
