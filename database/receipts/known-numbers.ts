import type { TenantTx } from '../connect.ts';

export interface KnownNumber {
  numberHmac: Buffer;
  number: { data: Buffer; keyId: string };
  tail: string;
}
type Row = { number_hmac: Buffer; number_enc: Buffer; key_id: string; tail: string };

/** The number behind an index, as some lead has it; undefined where nobody has it any more. */
export async function knownNumber(tx: TenantTx, numberHmac: Buffer): Promise<KnownNumber | undefined> {
  const rows = await tx.query<Row>(
    `select number_hmac, number_enc, key_id, tail from lead_phones where tenant_id = $1 and number_hmac = $2 limit 1`,
    [tx.tenantId, numberHmac],
  );
  return rows.map(present)[0];
}

/** Every number of the persons with this e-mail address, at most fifty. Case does not matter. */
export async function numbersOfAddress(tx: TenantTx, address: string): Promise<KnownNumber[]> {
  const rows = await tx.query<Row>(
    `select distinct on (p.number_hmac) p.number_hmac, p.number_enc, p.key_id, p.tail from lead_phones p
     where p.tenant_id = $1 and p.lead_id = any(array(select l.id from leads l
       where l.tenant_id = $1 and l.person_id = any(array(select known.person_id from leads known
         where known.tenant_id = $1 and lower(known.email) = lower($2) and known.email <> ''))))
     order by p.number_hmac limit 50`,
    [tx.tenantId, address],
  );
  return rows.map(present);
}

function present({ number_hmac: numberHmac, number_enc: data, key_id: keyId, tail }: Row): KnownNumber {
  return { numberHmac, number: { data, keyId }, tail };
}
