import { z } from 'zod';
import type { StreamedEvent } from '../http/event-stream.ts';
import { labelOf, reasonText } from './labels.ts';

const Data = z.looseObject({
  at: z.string().optional(),
  leadId: z.string().nullish(),
  callId: z.string().nullish(),
  data: z
    .looseObject({
      disposition: z.string().optional(),
      reason: z.string().optional(),
      leads: z.number().optional(),
      to: z.string().optional(),
      sentence: z.string().optional(),
      next: z.looseObject({ kind: z.string(), at: z.string().optional() }).optional(),
    })
    .optional(),
});

/** Too many, or too small, to be read as they come; `--json` has them. */
const UNSAID = new Set(['ready', 'call.turns', 'call.room-closed']);

const SENTENCES: Readonly<Record<string, string>> = {
  'call.planned': 'call planned',
  'call.ringing': 'ringing',
  'call.answered': 'answered',
  'call.fenced': 'outcome unknown: fenced, nothing can ring any more',
  'lead.opted-out': 'asked not to be called again: on the do-not-call list',
  'lead.callback-promised': 'was promised a call back',
  'lead.callback-moved': 'a promised call back had to be moved',
  'trunk.paused': 'the trunk was paused',
};

/** One event as a plain line: the real time, who, what. Null for those that are not worth a line. */
export function eventLine(event: StreamedEvent): string | null {
  if (UNSAID.has(event.type)) return null;
  const parsed = Data.safeParse(event.data);
  if (!parsed.success) return event.type;
  const { at, leadId, callId, data } = parsed.data;
  const time = (at ?? new Date().toISOString()).slice(11, 19);
  const who = callId ? `call ${callId.slice(-6)}` : leadId ? `lead ${leadId.slice(-6)}` : 'campaign';
  return `${time}  ${who.padEnd(11)}  ${data?.sentence ?? sentenceOf(event.type, data ?? {})}`;
}

function sentenceOf(type: string, data: NonNullable<z.infer<typeof Data>['data']>): string {
  if (type === 'call.ended') return `ended: ${labelOf(data.disposition ?? 'unknown')}${nextOf(data.next)}`;
  if (type === 'lead.blocked') return `not called: ${reasonText(data.reason ?? '')}`;
  if (type === 'campaign.status' && data.to) return `is ${data.to}`;
  if (type === 'campaign.deferred')
    return data.leads === 1
      ? 'one lead waits for its calling window'
      : `${data.leads ?? 'some'} leads wait for their calling window`;
  const sentence = SENTENCES[type] ?? type.replace('.', ' ').replaceAll('-', ' ');
  return data.reason ? `${sentence} (${data.reason})` : sentence;
}

function nextOf(next: { kind: string; at?: string | undefined } | undefined): string {
  if (!next?.at) return '';
  return `; ${next.kind === 'callback' ? 'promised call back' : 'again'} at ${next.at.slice(11, 19)} UTC`;
}
