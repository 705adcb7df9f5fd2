import { z } from 'zod';
import { appendLedger } from '../../../database/ledger/append.ts';
import type { AttemptId } from '../../../domain/ids.ts';
import { DisclosuresReport } from '../../../voice-worker/contract.ts';
import { idOf } from '../../contract/id.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { readLiveCall } from './call-row.ts';
import { dueDisclosures } from './due-disclosures.ts';
import { tenantOfCall } from './tenant-of-call.ts';

export const postDisclosures = defineOpenRoute({
  id: 'reportDisclosures',
  method: 'post',
  path: '/internal/calls/:attemptId/disclosures',
  tag: 'Internal',
  summary: 'Which of the words that the law asks for were said, and when',
  description:
    'Kept with the call and in the ledger, beside what was due. Deliveries repeat: the first to whoever answered is kept, and the first to a machine.',
  access: 'worker',
  params: z.object({ attemptId: idOf<AttemptId>() }),
  body: DisclosuresReport,
  responses: { 204: { description: 'Stored.' } },
  async handler({ params: { attemptId }, body }, deps) {
    const tenantId = await tenantOfCall(deps.database, attemptId);
    await deps.database.inTenant(tenantId, async (tx) => {
      const row = await readLiveCall(tx, attemptId);
      const { due } = row ? await dueDisclosures(deps, tx, row) : { due: [] };
      const [kept] = await tx.query<{ campaign_id: string | null; lead_id: string | null; number_hmac: Buffer | null }>(
        `update calls set disclosures = disclosures || $3::jsonb
         where tenant_id = $1 and id = $2 and not disclosures @> jsonb_build_array(jsonb_build_object('on', $4::text))
         returning campaign_id, lead_id, number_hmac`,
        [tenantId, attemptId, JSON.stringify(body.said.map((one) => ({ ...one, on: body.on }))), body.on],
      );
      if (!kept) return;
      const said = body.said.filter(({ whole }) => whole).map(({ key }) => key);
      const asked = due.filter(({ on, key }) => on !== OTHER[body.on] && SPOKEN.includes(key));
      await appendLedger(tx, deps.now(), [
        {
          kind: 'outcome',
          campaignId: kept.campaign_id,
          leadId: kept.lead_id,
          attemptId,
          numberHmac: kept.number_hmac,
          rules: asked.flatMap(({ provisions }) => provisions.map(({ id }) => id)),
          actor: 'voice-worker',
          body: {
            what: 'disclosures',
            on: body.on,
            said: body.said,
            due: asked.map(({ key, after, withinMs }) => ({ key, after, withinMs })),
            missing: asked.filter(({ key }) => !said.includes(key)).map(({ key }) => key),
          },
        },
      ]);
    });
    return { status: 204, body: undefined };
  },
});

/** Of the duties, those that are words. */
const SPOKEN: readonly string[] = ['identity', 'ai', 'recording', 'opt-out', 'toll-free-number'];
const OTHER = { answer: 'voicemail', voicemail: 'answer' } as const;
