/**
 * A refusal is the person's: whoever has this number at any position, in any list, is not called at another one either.
 * $1 is the tenant, $2 the number's index. Arrays, not joins: each step is a look-up by index, whatever the planner
 * believes of a table that has just grown.
 */
export const LEADS_OF_THE_PERSON = `array(select l.id from leads l
  where l.tenant_id = $1 and l.person_id = any(array(select known.person_id from leads known
    where known.tenant_id = $1 and known.id = any(array(select p.lead_id from lead_phones p
      where p.tenant_id = $1 and p.number_hmac = $2)))))`;
