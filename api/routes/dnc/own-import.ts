import { createHash } from 'node:crypto';
import type { TenantTx } from '../../../database/connect.ts';
import { type AboutNumbers, addNumbers, type NewNumber, numbersOfLeads } from '../../../database/dnc/add-numbers.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { addEvents } from '../../../database/engine/add-events.ts';
import { enforceListed } from '../../../database/engine/suppress-number.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import type { E164, TenantId } from '../../../domain/ids.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { nameOf } from '../../auth/principal.ts';
import { DncImport, DncImportQuery } from '../../contract/dnc.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { invalid } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { deliverNow } from '../campaigns/deliver.ts';
import { countryOf } from '../suppressions/suppressions.ts';
import { numberLines } from './number-lines.ts';

/** Numbers a transaction. */
const BATCH = 2_000;
const MOST_BAD_LINES = 1_000;

interface Tally {
  lines: number;
  added: number;
  alreadyListed: number;
  bad: number;
  badLines: { line: number; reason: string; sentence: string }[];
  leadsEnded: number;
  callsHungUp: number;
}

export const importNumbers = defineStream({
  id: 'importDoNotCall',
  method: 'post',
  path: '/api/v1/dnc/imports',
  tag: 'Do not call',
  summary: 'Read numbers into your internal list, a campaign’s, or that of litigators',
  description:
    'The body is text or CSV; the first telephone number of each line counts, in any form. Leads that wait for a call to one of them end, and calls to them are hung up, as if added one by one: also by entries that expire, and by litigators.',
  access: 'dnc:write',
  rawBody: true,
  query: DncImportQuery,
  responses: { 200: { description: 'All of it is read.', body: DncImport } },
  async handler({ principal, query, request, response }, deps) {
    const { tenantId } = principal;
    const importId = uuidv7(deps.now());
    const about: AboutNumbers = {
      ...{ list: query.list, campaignId: query.campaignId ?? null, importId, reason: query.reason },
      ...{ source: query.source, createdBy: nameOf(principal), nowMs: deps.now() },
      expiresAt: query.expiresAt === undefined ? null : new Date(query.expiresAt),
    };
    const country = await deps.database.inTenant(tenantId, async (tx) => {
      await begin(tx, about, query.fileName);
      return query.defaultCountry ?? countryOf(tx);
    });
    const hash = createHash('sha256');
    const tally: Tally = { lines: 0, added: 0, alreadyListed: 0, bad: 0, badLines: [], leadsEnded: 0, callsHungUp: 0 };
    let batch = new Set<E164>();
    const flush = async () => {
      if (batch.size > 0) await addBatch(deps, tenantId, [...batch], about, tally);
      batch = new Set();
    };
    for await (const read of numberLines(hashing(request.iterator({ destroyOnReturn: false }), hash), country)) {
      tally.lines += 1;
      if (read.kind === 'bad') {
        tally.bad += 1;
        const { line, reason } = read;
        if (tally.badLines.length < MOST_BAD_LINES)
          tally.badLines.push({ line, reason: 'not-a-number', sentence: reason });
      } else if (batch.has(read.number)) tally.alreadyListed += 1;
      else batch.add(read.number);
      if (batch.size === BATCH) await flush();
    }
    await flush();
    await deps.database.inTenant(tenantId, (tx) => finish(tx, about, hash.digest(), tally, deps.now()));
    response.status(200).json({ id: importId, list: about.list, campaignId: about.campaignId, ...tally });
  },
});

async function begin(tx: TenantTx, about: AboutNumbers, fileName: string): Promise<void> {
  if (about.campaignId !== null) {
    const [found] = await tx.query('select 1 from campaigns where tenant_id = $1 and id = $2', [
      tx.tenantId,
      about.campaignId,
    ]);
    if (!found) {
      const message = 'It refers to nothing here.';
      throw invalid([{ field: 'query.campaignId', message, remedy: 'Send the id of one of your campaigns.' }]);
    }
  }
  await tx.query(
    `insert into dnc_imports (tenant_id, id, list, campaign_id, file_name, file_sha256, reason, source, created_by)
     values ($1, $2, $3, $4, $5, '', $6, $7, $8)`,
    [tx.tenantId, about.importId, about.list, about.campaignId, fileName, about.reason, about.source, about.createdBy],
  );
}

async function addBatch(
  deps: ApiDependencies,
  tenantId: TenantId,
  numbers: readonly E164[],
  about: AboutNumbers,
  tally: Tally,
): Promise<void> {
  const entries: NewNumber[] = numbers.map((number) => ({
    hmac: deps.keyring.numberIndex(number),
    sealed: deps.keyring.seal(number, SEAL.number),
    tail: number.slice(-2),
  }));
  const added = await deps.database.inTenant(tenantId, (tx) => addNumbers(tx, entries, about));
  tally.added += added;
  tally.alreadyListed += entries.length - added;
  // Also an entry that will expire, and a litigator's: nobody who is on a list is called, or is being called.
  await enforce(deps, tenantId, entries, about, tally);
}

/** Only once the entries are committed: a dial that starts at this moment sees either them or is seen itself. */
async function enforce(
  deps: ApiDependencies,
  tenantId: TenantId,
  entries: readonly NewNumber[],
  { campaignId }: AboutNumbers,
  tally: Tally,
): Promise<void> {
  const known = await deps.database.inTenant(tenantId, (tx) =>
    numbersOfLeads(
      tx,
      entries.map(({ hmac }) => hmac),
    ),
  );
  const called = new Set(known.map((hmac) => hmac.toString('base64')));
  for (const { hmac } of entries) {
    if (!called.has(hmac.toString('base64'))) continue;
    const listed = { numberHmac: hmac, campaignId, source: 'import' as const, attemptId: null };
    const done = await enforceListed(deps.database, tenantId, listed, deps.now());
    tally.leadsEnded += done.leadsEnded;
    tally.callsHungUp += done.live.length;
    await deliverNow(deps, tenantId, done.outbox);
  }
}

/** The record of the whole file: numbers that it put on the list have no entry each. */
async function finish(tx: TenantTx, about: AboutNumbers, sha256: Buffer, tally: Tally, nowMs: number): Promise<void> {
  await tx.query(
    `update dnc_imports set file_sha256 = $3, lines = $4, added = $5, already_listed = $6, bad = $7, bad_lines = $8,
       leads_ended = $9, calls_hung_up = $10, finished_at = $11
     where tenant_id = $1 and id = $2`,
    [
      ...[tx.tenantId, about.importId, sha256, tally.lines, tally.added, tally.alreadyListed, tally.bad],
      ...[JSON.stringify(tally.badLines), tally.leadsEnded, tally.callsHungUp, new Date(nowMs)],
    ],
  );
  const { list, createdBy: by, importId, campaignId } = about;
  const { added, bad } = tally;
  const { lines, leadsEnded, callsHungUp } = tally;
  const expiresAt = about.expiresAt?.toISOString() ?? null;
  const sourceSha256 = sha256.toString('hex');
  const body = { list, importId, sourceSha256, lines, added, badLines: bad, leadsEnded, callsHungUp, expiresAt };
  await appendLedger(tx, nowMs, [{ kind: 'list-activation', campaignId, actor: by, body }]);
  await addEvents(tx, nowMs, [{ type: 'dnc.numbers-imported', campaignId, data: { list, importId, added, bad, by } }]);
}

async function* hashing(
  source: AsyncIterable<Uint8Array>,
  hash: { update(bytes: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}
