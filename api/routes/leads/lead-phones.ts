import type { TenantTx } from '../../../database/connect.ts';
import type { Keyring } from '../../../keyring/keyring.ts';
import { openNumber } from '../../../keyring/sealed-number.ts';
import { placesOf } from '../../../numbering/places.ts';
import type { Principal } from '../../auth/principal.ts';
import type { LeadSummary } from '../../contract/leads.ts';
import { shownNumber } from '../../http/masked-number.ts';

type PhoneRow = {
  lead_id: string;
  position: number;
  label: string;
  number_enc: Buffer;
  key_id: string;
  extension: string | null;
  suppressed: boolean;
  state: string | null;
  postal_code: string | null;
  country: string | null;
  time_zone: string | null;
};

type Phone = LeadSummary['phones'][number];

/** The phones of some leads, by lead: where each may ring and whether it must not be called. Masked for those who may not see. */
export async function readPhones(
  tx: TenantTx,
  leadIds: readonly string[],
  { principal, keyring }: { principal: Principal; keyring: Keyring },
): Promise<Map<string, Phone[]>> {
  const rows = await tx.query<PhoneRow>(
    `select p.lead_id, p.position, p.label, p.number_enc, p.key_id, p.extension,
       exists (select 1 from suppressions s where s.tenant_id = p.tenant_id and s.number_hmac = p.number_hmac
               and s.removed_at is null and (s.expires_at is null or s.expires_at > now())) as suppressed,
       l.state, l.postal_code, l.country, l.time_zone
     from lead_phones p join leads l on l.tenant_id = p.tenant_id and l.id = p.lead_id
     where p.tenant_id = $1 and p.lead_id = any($2::uuid[]) order by p.lead_id, p.position`,
    [tx.tenantId, leadIds],
  );
  const phones = new Map<string, Phone[]>();
  for (const row of rows) {
    const list = phones.get(row.lead_id) ?? [];
    list.push(present(row, principal, keyring));
    phones.set(row.lead_id, list);
  }
  return phones;
}

function present(row: PhoneRow, principal: Principal, keyring: Keyring): Phone {
  const e164 = openNumber(keyring, row);
  const places = placesOf(e164, {
    ...(row.state === null ? {} : { state: row.state }),
    ...(row.postal_code === null ? {} : { postalCode: row.postal_code }),
    ...(row.country === null ? {} : { country: row.country }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
  });
  return {
    position: row.position,
    label: row.label,
    ...shownNumber(e164, principal),
    extension: row.extension,
    zones: [...places.zones],
    suppressed: row.suppressed,
  };
}
