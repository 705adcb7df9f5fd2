import type { TenantTx } from '../../../database/connect.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf, type Principal } from '../../auth/principal.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { requirePhone } from '../../http/phone-input.ts';
import { countryOf } from '../../http/country-of.ts';

/** Where a number was looked up, as the ledger says it. */
export type LookUp =
  | 'number-search'
  | 'do-not-call-check'
  | 'do-not-call-by-number'
  | 'do-not-call-added-again'
  | 'litigators-by-number'
  | 'opt-outs-by-number'
  | 'leads-by-number'
  | 'calls-by-number'
  | 'ledger-by-number';

/** Writes down who looked numbers up, in the transaction that answers. */
export async function noteLookUps(
  tx: TenantTx,
  {
    numbers,
    what,
    principal,
    nowMs,
  }: { numbers: readonly Buffer[]; what: LookUp; principal: Principal; nowMs: number },
): Promise<void> {
  const actor = nameOf(principal);
  await appendLedger(
    tx,
    nowMs,
    numbers.map((numberHmac) => ({ kind: 'look-up', numberHmac, actor, body: { what } })),
  );
}

/**
 * The number that a list is narrowed to by its `phone` parameter, as the index under which it is kept. Narrowing is
 * looking somebody up, and stands in the ledger: once a search, with its first page. Null: it is not narrowed.
 * @throws Problem 422 when it is no telephone number.
 */
export async function numberLookedUp(
  tx: TenantTx,
  { keyring, now }: Pick<ApiDependencies, 'keyring' | 'now'>,
  of: { query: { phone?: string | undefined; cursor?: string | undefined }; what: LookUp; principal: Principal },
): Promise<Buffer | null> {
  const { phone, cursor } = of.query;
  if (phone === undefined) return null;
  const numberHmac = keyring.numberIndex(requirePhone(phone, await countryOf(tx), 'query.phone'));
  if (cursor === undefined) await noteLookUps(tx, { ...of, numbers: [numberHmac], nowMs: now() });
  return numberHmac;
}
