import { z } from 'zod';
import { CallSummary } from './calls.ts';
import { Consent } from './consents.ts';
import { ListFact } from './dnc.ts';
import { OutId } from './id.ts';
import { LedgerEntry } from './ledger.ts';
import { OptOutSummary } from './opt-outs.ts';
import { Suppression } from './suppressions.ts';
import { LocalTime } from './time.ts';

export const NumberSearchCreate = z
  .strictObject({
    phone: z
      .string()
      .trim()
      .min(3)
      .max(40)
      .meta({ description: 'A telephone number in any form.', example: '(617) 555-0142' }),
  })
  .meta({ id: 'NumberSearchCreate', example: { phone: '(617) 555-0142' } });

/** Somebody who has the number. */
const Holder = z.object({
  leadId: OutId,
  personId: OutId,
  name: z.string(),
  listName: z.string(),
  position: z.number().int().meta({ description: 'Which of the lead’s phones it is.' }),
});

export const NumberSearch = z
  .object({
    number: z.string().meta({ description: 'Whole for programs that may see numbers, else its last two digits.' }),
    localTimes: z.array(LocalTime).meta({ description: 'The present in each zone where it may ring.' }),
    leads: z.array(Holder),
    calls: z.array(CallSummary),
    consents: z.array(Consent).meta({ description: 'Of everybody who has the number, revoked ones too.' }),
    lists: z.array(ListFact).meta({ description: 'Each list that the tenant holds and that speaks of such numbers.' }),
    suppressions: z.array(Suppression).meta({ description: 'Entries of the tenant’s own list, removed ones too.' }),
    optOuts: z.array(OptOutSummary),
    ledger: z.array(LedgerEntry).meta({ description: 'Decisions about it, and who looked before.' }),
    cutShort: z.array(z.enum(['leads', 'calls', 'consents', 'suppressions', 'optOuts', 'ledger'])).meta({
      description: 'Of these there are more: newest first, at most 100 of each are given, 200 of the ledger.',
    }),
  })
  .meta({ id: 'NumberSearch', description: 'All that is known of a telephone number.' });
export type NumberSearch = z.infer<typeof NumberSearch>;
