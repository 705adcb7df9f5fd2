import { hash32 } from '../../domain/hash.ts';

/** One of the campaign's caller IDs (E.164), the same one for a lead at every attempt; null where it has none. */
export function callerIdOf(callerIds: readonly string[], leadId: string): string | null {
  return callerIds[hash32(leadId) % Math.max(1, callerIds.length)] ?? null;
}
