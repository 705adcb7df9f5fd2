import type { ProfileChange, ProfileRow } from '../../../database/compliance/profile.ts';
import type { LedgerEntry } from '../../../database/ledger/append.ts';
import { contentVersion } from '../../../domain/compliance/content-version.ts';

/** Would it take protection away? Other packs count, and every stricter rule that is not kept as it was. */
export function isLessThan(change: Pick<ProfileChange, 'packs' | 'stricter'>, before: ProfileRow): boolean {
  const kept = new Set(change.stricter.map(contentVersion));
  return (
    contentVersion(inOrder(change.packs)) !== contentVersion(inOrder(before.packs)) ||
    before.stricter.some((provision) => !kept.has(contentVersion(provision)))
  );
}

/** What of a profile was changed, as the ledger keeps it: who calls is told by its version, the number not at all. */
export function profileEntry(
  { before, profile, rulesVersion }: { before: ProfileRow; profile: ProfileRow; rulesVersion: string },
  actor: string,
): LedgerEntry {
  const seen = ({ packs, stricter, caller_name, toll_free_number }: ProfileRow) => ({
    packs: inOrder(packs),
    stricter,
    callerName: caller_name,
    tollFreeNumber: toll_free_number,
  });
  const [old, now] = [new Map(Object.entries(seen(before))), Object.entries(seen(profile))];
  const body = {
    what: 'profile',
    revision: profile.revision,
    changed: now
      .filter(([name, value]) => contentVersion(value) !== contentVersion(old.get(name)))
      .map(([name]) => name),
    packs: profile.packs,
    stricterVersion: contentVersion(profile.stricter),
    callerNameVersion: contentVersion(profile.caller_name),
    namesTollFreeNumber: profile.toll_free_number !== null,
    rulesVersion,
  };
  return { kind: 'rule-change', actor, rules: profile.stricter.map(({ id }) => id), body };
}

function inOrder(packs: readonly string[] | null): readonly string[] | null {
  return packs === null ? null : [...packs].sort((a, b) => (a < b ? -1 : 1));
}
