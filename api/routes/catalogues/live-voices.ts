import type { Egress } from '../../../egress/egress.ts';
import { askProvider, type ProviderAccess } from '../../providers/ask-provider.ts';
import { providerOf } from '../../providers/provider-of.ts';
import type { ListedVoice } from '../../providers/providers.ts';

const KEEP_MS = 600_000;
const MOST_KEPT = 200;
const MOST_LISTED = 500;

export interface LiveVoiceList {
  state: 'listed' | 'refused' | 'unreachable' | 'unsupported';
  detail: string;
  asOf: number | null;
  voices: readonly ListedVoice[];
}

type Account = ProviderAccess & { id: string; provider: string; rotatedAt: string };

export type LiveVoices = (account: Account, nowMs: number) => Promise<LiveVoiceList>;

/** Asks providers for the voices of an account, and remembers each answer for ten minutes. A failure is an answer. */
export function createLiveVoices(egress: Egress): LiveVoices {
  /** By stored key; oldest first. */
  const kept = new Map<string, LiveVoiceList & { asOf: number }>();
  return async (account, nowMs) => {
    const key = `${account.id} ${account.rotatedAt}`;
    const known = kept.get(key);
    if (known && nowMs - known.asOf < KEEP_MS) return known;
    const list = await ask(egress, account);
    if (list.state !== 'listed') return list;
    const fresh = { ...list, asOf: nowMs };
    kept.delete(key);
    kept.set(key, fresh);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(oldest);
    return fresh;
  };
}

async function ask(egress: Egress, account: Account): Promise<LiveVoiceList> {
  const none = { asOf: null, voices: [] };
  const { voices } = providerOf(account.provider, account.baseUrl) ?? {};
  if (!voices) return { state: 'unsupported', detail: `${account.provider} lists no voices of accounts.`, ...none };
  const { url, init } = voices.list(account);
  const answer = await askProvider(egress, url, init);
  if (answer.state !== 'works')
    return { state: answer.state === 'unreachable' ? 'unreachable' : 'refused', detail: answer.detail, ...none };
  try {
    const listed = voices.read(await answer.response.json()).slice(0, MOST_LISTED);
    return { state: 'listed', detail: `${listed.length} voices of your account.`, asOf: null, voices: listed };
  } catch {
    return {
      state: 'unreachable',
      detail: 'The provider’s answer could not be read: its API may have changed.',
      ...none,
    };
  }
}
