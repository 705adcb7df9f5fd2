import type { TenantTx } from '../connect.ts';
import { addEvents } from '../engine/add-events.ts';
import { appendLedger } from '../ledger/append.ts';
import { type DncVersionRow, readOwnVersion, readVersionInForce } from './dnc-version.ts';

export type Activation =
  | { kind: 'active'; version: DncVersionRow }
  /** It is in another state by now: rejected, superseded, still building. */
  | { kind: 'not-waiting'; version: DncVersionRow }
  /** It changes a version that is not in force any more: its changes would be lost in the wrong place. */
  | { kind: 'base-gone'; version: DncVersionRow }
  /** Compared with a version that is not in force any more: that is a doubt now, which nobody has said yes to. */
  | { kind: 'overtaken'; version: DncVersionRow };

type Asked = { versionId: string; by: string; nowMs: number } & (
  | { from: 'building' }
  /** `over`: the version in force that the officer who says yes saw it compared with; null: none was. */
  | { from: 'awaiting-approval'; over: string | null }
);

/**
 * Puts a built version in force, instead of the one that is, in the caller's transaction: every later look sees it, and
 * the ledger says which data was replaced by which. `from` is the state that it must be in. Of two at once the second
 * waits. @throws when there is no such version.
 */
export async function activateVersion(tx: TenantTx, asked: Asked): Promise<Activation> {
  const { versionId, by, nowMs } = asked;
  const found = await readOwnVersion(tx, versionId);
  if (!found) throw new Error(`there is no version ${versionId}`);
  await tx.query('select 1 from dnc_lists where tenant_id = $1 and id = $2 for update', [tx.tenantId, found.list_id]);
  const version = (await readOwnVersion(tx, versionId)) ?? found;
  if (version.status === 'active') return { kind: 'active', version };
  if (version.status !== asked.from || version.loaded_at === null) return { kind: 'not-waiting', version };
  const inForce = await readVersionInForce(tx, version.list_id);
  if (version.base_id !== (inForce?.id ?? null)) {
    if (version.mode !== 'full') return { kind: 'base-gone', version };
    return { kind: 'overtaken', version: await doubtOvertaken(tx, version, inForce, asked) };
  }
  // The doubt is written already; whoever says yes has not seen it.
  if (asked.from === 'awaiting-approval' && asked.over !== version.base_id) return { kind: 'overtaken', version };
  const now = new Date(nowMs);
  await tx.query(
    `update dnc_list_versions set status = 'superseded', superseded_at = $3
     where tenant_id = $1 and list_id = $2 and status = 'active'`,
    [tx.tenantId, version.list_id, now],
  );
  await tx.query(
    `update dnc_list_versions set status = 'active', activated_at = $3, activated_by = $4
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, versionId, now, by],
  );
  const about = {
    list: version.list,
    versionId,
    numbers: Number(version.numbers),
    asOf: version.as_of.toISOString(),
    validUntil: version.valid_until.toISOString(),
    supersedes: inForce?.id ?? null,
    by,
  };
  await addEvents(tx, nowMs, [{ type: 'dnc.version-activated', data: about }]);
  await appendLedger(tx, nowMs, [
    {
      kind: 'list-activation',
      actor: by,
      body: {
        ...about,
        mode: version.mode,
        sourceSha256: version.file_sha256.toString('hex'),
        areas: version.areas.length,
        badLines: Number(version.bad),
        doubts: version.doubts.map(({ kind }) => kind),
      },
    },
  ]);
  return { kind: 'active', version: { ...version, status: 'active', activated_at: now, activated_by: by } };
}

/** Area codes that a doubt names. */
const MOST_AREAS = 50;

/**
 * Nobody has compared it with what is in force now: an officer is asked, with both sizes and the area codes that it lacks,
 * and a yes is about that version from here on.
 */
async function doubtOvertaken(
  tx: TenantTx,
  version: DncVersionRow,
  inForce: DncVersionRow | null,
  { from, by, nowMs }: Asked,
): Promise<DncVersionRow> {
  const lacking = (inForce?.areas ?? []).filter((area) => !version.areas.includes(area));
  const about = {
    kind: 'overtaken',
    areas: lacking.slice(0, MOST_AREAS),
    before: Number(inForce?.numbers ?? 0),
    now: Number(version.numbers),
  };
  const doubts = [...version.doubts.filter(({ kind }) => kind !== about.kind), about];
  const baseId = inForce?.id ?? null;
  await tx.query(`update dnc_list_versions set doubts = $3, base_id = $4 where tenant_id = $1 and id = $2`, [
    ...[tx.tenantId, version.id, JSON.stringify(doubts), baseId],
  ]);
  if (from === 'awaiting-approval') {
    const data = { list: version.list, versionId: version.id, by, doubts: doubts.map(({ kind }) => kind) };
    await addEvents(tx, nowMs, [{ type: 'dnc.version-awaiting-approval', data }]);
  }
  return { ...version, doubts, base_id: baseId };
}
