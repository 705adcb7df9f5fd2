import type { LedgerEntry } from '../../../database/ledger/append.ts';
import { contentVersion } from '../../../domain/compliance/content-version.ts';

/** Settings that protect who is called. */
export type ProtectingSettings = {
  fourEyes: boolean;
  attemptsPerNumberPerDay: number;
  attemptsPerLeadPerDay: number;
  retentionDays: number;
  disclosureMessage: string | null;
};

/** Which of them were switched, before and after, as the ledger keeps it; empty where none was. */
export function settingsEntries(
  before: Partial<ProtectingSettings>,
  after: Partial<ProtectingSettings>,
  actor: string,
): LedgerEntry[] {
  const [old, now] = [told(before), told(after)];
  const changed = Object.keys(now).filter((name) => now[name] !== old[name]);
  if (changed.length === 0) return [];
  const only = (settings: Record<string, string | number | boolean>) =>
    Object.fromEntries(changed.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])));
  return [{ kind: 'rule-change', actor, body: { what: 'tenant-settings', before: only(old), after: only(now) } }];
}

/** Words that are spoken are told by their version. */
function told({
  disclosureMessage,
  ...settings
}: Partial<ProtectingSettings>): Record<string, string | number | boolean> {
  return disclosureMessage === undefined
    ? settings
    : { ...settings, disclosureVersion: contentVersion(disclosureMessage) };
}
