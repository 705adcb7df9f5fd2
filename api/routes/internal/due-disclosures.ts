import { readProfile } from '../../../database/compliance/profile.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { type Disclosure, disclosuresFor } from '../../../domain/compliance/disclosures.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { numberTypeOf } from '../../../numbering/number-type.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { CallRow } from './call-row.ts';
import { placesOfCall } from './places-of-call.ts';

/**
 * What the tenant's rules want said on this call, who is to be named, and the number to refuse calls on. Empty for calls
 * that nobody placed.
 */
export async function dueDisclosures(
  deps: Pick<ApiDependencies, 'rules' | 'keyring' | 'zones' | 'now'>,
  tx: TenantTx,
  row: CallRow,
): Promise<{ due: readonly Disclosure[]; callerName: string; tollFreeNumber: string | null }> {
  const profile = await readProfile(tx);
  const said = { callerName: profile.caller_name ?? row.tenant_name, tollFreeNumber: profile.toll_free_number };
  const places = placesOfCall(row, deps);
  const number = openNumber(deps.keyring, row);
  if (!places || number === null) return { due: [], ...said };
  const offsetMs = Number(row.clock_offset_ms ?? 0);
  const rules = await deps.rules.of(tx, { revision: profile.revision, offsetMs });
  const phone = {
    position: 0,
    places,
    numberType: numberTypeOf(number),
    lists: [],
    reassigned: { state: 'not-asked', asOf: null },
    attemptsAt: [],
    inAnotherCall: false,
  } as const;
  const call = { kind: row.call_kind ?? 'telemarketing', automatedVoice: row.automated_voice ?? true, phones: [phone] };
  return { due: disclosuresFor(call, rules, deps.now() + offsetMs, deps.zones), ...said };
}
