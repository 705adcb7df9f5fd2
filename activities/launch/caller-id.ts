import { hash32 } from '../../domain/hash.ts';

/** One of the campaign's caller IDs (E.164), the same one for a lead at every attempt; null where it has none. */
export function callerIdOf(callerIds: readonly unknown[], leadId: string): string | null {
  const numbers = callerIds.filter((one): one is string => typeof one === 'string');
  return numbers[hash32(leadId) % Math.max(1, numbers.length)] ?? null;
}
