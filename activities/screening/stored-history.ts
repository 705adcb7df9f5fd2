import type { HistoryRow, PhoneRow } from '../../database/engine/screening-rows.ts';
import type { HistoryFact } from '../../domain/compliance/facts.ts';
import type { EpochMs } from '../../domain/time.ts';
import { type Disposition, DISPOSITIONS, dispositions } from '../../domain/vocabulary.ts';

/** Answers at which nobody talked; any other answer is a conversation, an unknown one too. */
const NOBODY_TALKED: readonly string[] = ['voicemail', 'silent'] satisfies Disposition[];
const ANSWERED: readonly string[] = dispositions.filter((name) => DISPOSITIONS[name].group === 'answered');
const REFUSED: Disposition = 'opted-out';

/** Rows of one query, found by number and by lead: each lead's own part costs no walk over the rest. */
export interface HistoryIndex {
  ofPerson(rows: readonly PhoneRow[]): HistoryRow[];
  ofNumbers(hmacs: readonly Buffer[]): HistoryRow[];
  dialsOfNumber(hmac: Buffer): EpochMs[];
  dialsOfLead(leadId: string): EpochMs[];
}

export function indexHistory(rows: readonly HistoryRow[], offsetMs: number): HistoryIndex {
  const byNumber = Map.groupBy(rows, (row) => row.number_hmac.toString('base64'));
  const byLead = Map.groupBy(rows, (row) => row.lead_id);
  const dialTimes = (found: readonly HistoryRow[] = []) =>
    found.filter((row) => !row.incoming).map((row) => row.at.getTime() + offsetMs);
  return {
    ofPerson(own) {
      if (rows.length === 0) return [];
      const found = new Set<HistoryRow>();
      for (const row of own) {
        for (const one of byLead.get(row.lead_id) ?? []) found.add(one);
        if (row.position === null) continue;
        for (const one of byNumber.get(row.number_hmac.toString('base64')) ?? []) found.add(one);
      }
      return [...found];
    },
    ofNumbers: (hmacs) => hmacs.flatMap((hmac) => byNumber.get(hmac.toString('base64')) ?? []),
    dialsOfNumber: (hmac) => (rows.length === 0 ? [] : dialTimes(byNumber.get(hmac.toString('base64')))),
    dialsOfLead: (leadId) => (rows.length === 0 ? [] : dialTimes(byLead.get(leadId))),
  };
}

/**
 * What happened, as the rules count it. A dial is an attempt; where somebody talked it is a conversation too, and where
 * they refused, a refusal and an opt-out. What a lead's row says of subject and debt goes for its own calls; of another
 * person's calls on the same number nothing is known, which the rules take for the subject at hand.
 */
export function historyFacts(
  history: readonly HistoryRow[],
  {
    rows,
    positionOf,
    offsetMs,
  }: { rows: readonly PhoneRow[]; positionOf: (hmac: Buffer) => number | null; offsetMs: number },
): HistoryFact[] {
  if (history.length === 0) return [];
  const leads = new Map(rows.map((row) => [row.lead_id, row]));
  return history.flatMap((row) => {
    const lead = row.lead_id === null ? undefined : leads.get(row.lead_id);
    const about = {
      outcome: row.disposition,
      phone: positionOf(row.number_hmac),
      subject: lead?.subject ?? row.campaign_subject,
      debtId: lead?.debt_id ?? null,
    };
    const at = row.at.getTime() + offsetMs;
    const talkedAt = row.answered_at === null ? at : row.answered_at.getTime() + offsetMs;
    return [
      { at, event: row.incoming ? ('incoming' as const) : ('attempt' as const), ...about },
      ...(talked(row) ? [{ at: talkedAt, event: 'conversation' as const, ...about }] : []),
      ...(row.disposition === REFUSED
        ? [
            { at: talkedAt, event: 'refusal' as const, ...about },
            { at: talkedAt, event: 'opt-out' as const, ...about },
          ]
        : []),
    ];
  });
}

function talked({ disposition, answered_at: answeredAt }: HistoryRow): boolean {
  if (disposition !== null && NOBODY_TALKED.includes(disposition)) return false;
  return answeredAt !== null || (disposition !== null && ANSWERED.includes(disposition));
}
