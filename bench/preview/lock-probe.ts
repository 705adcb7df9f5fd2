import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../database/connect.ts';
import { appendLedger } from '../../database/ledger/append.ts';
import { quantile, round } from '../engine/figures.ts';
import type { LargeTenant } from '../web/large-tenant.ts';

const EVERY_MS = 20;
const SAMPLE = 5_000;

/** Does what calls and opt-outs do, one after the other: changes one lead, writes one entry to the ledger. */
export function probeLocks(database: Database, { tenantId, campaignId }: LargeTenant) {
  const took = { lead: [] as number[], ledger: [] as number[] };
  let stopping = false;
  const ended = (async () => {
    const rows = await database.inTenant(tenantId, (tx) =>
      tx.query<{ lead_id: string }>(
        `select lead_id from campaign_leads where tenant_id = $1 and campaign_id = $2 order by random() limit $3`,
        [tenantId, campaignId, SAMPLE],
      ),
    );
    for (let i = 0; !stopping; i += 1) {
      const lead = rows[i % rows.length]?.lead_id;
      await timed(took.lead, (tx) =>
        tx.query(
          `update campaign_leads set priority = priority where tenant_id = $1 and campaign_id = $2 and lead_id = $3`,
          [tenantId, campaignId, lead],
        ),
      );
      await timed(took.ledger, (tx) =>
        appendLedger(tx, Date.now(), [{ kind: 'outcome', campaignId, actor: 'engine', body: { what: 'probe' } }]),
      );
      await pause(EVERY_MS);
    }
  })();
  return {
    /** Of what was done since the last time; milliseconds. */
    async figures() {
      const one = (list: number[]) => {
        const values = list.splice(0);
        return {
          times: values.length,
          p50Ms: round(quantile(values, 0.5)),
          p99Ms: round(quantile(values, 0.99)),
          mostMs: round(quantile(values, 1)),
        };
      };
      return { changingALead: one(took.lead), writingToTheLedger: one(took.ledger) };
    },
    async stop() {
      stopping = true;
      await ended;
    },
  };

  async function timed(list: number[], work: Parameters<Database['inTenant']>[1]): Promise<void> {
    const from = performance.now();
    await database.inTenant(tenantId, work);
    list.push(performance.now() - from);
  }
}
