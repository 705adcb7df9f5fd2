import type { Egress } from '../../egress/egress.ts';

/** A provider's key as it was stored. Never logged, never answered. */
export interface ProviderAccess {
  apiKey: string;
  baseUrl: string | null;
}

/** What came of one request to a provider. Its words stay out: they may repeat the key. */
export type ProviderAnswer =
  | { state: 'works'; response: Response; latencyMs: number }
  | { state: 'refused' | 'limited' | 'unreachable'; detail: string; latencyMs: number | null };

const PATIENCE_MS = 8_000;

/**
 * One request, bounded in time, without following redirects: a key goes nowhere but where it was meant to go, and no
 * tenant's address leads into this installation's own network.
 */
export async function askProvider(egress: Egress, url: string, init: RequestInit): Promise<ProviderAnswer> {
  const begun = performance.now();
  try {
    const response = await egress.fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const latencyMs = Math.round(performance.now() - begun);
    if (response.ok) return { state: 'works', response, latencyMs };
    await response.body?.cancel();
    return { ...refusal(response.status), latencyMs };
  } catch (error) {
    if ((await egress.refusal(url)) !== null) return { state: 'refused', detail: INTERNAL, latencyMs: null };
    const late = error instanceof Error && error.name === 'TimeoutError';
    const detail = late
      ? `No answer within ${PATIENCE_MS / 1000} seconds. Try again, or look at the provider’s status page.`
      : 'The provider could not be reached. Check the address, and that this server may connect to the internet.';
    return { state: 'unreachable', detail, latencyMs: null };
  }
}

const INTERNAL =
  'This address is inside the installation’s own network, which is not asked on a tenant’s word. Use a public one, or have whoever runs the installation name the host in PROVIDER_ALLOWED_HOSTS.';

function refusal(status: number): { state: 'refused' | 'limited' | 'unreachable'; detail: string } {
  if (status === 401 || status === 403)
    return {
      state: 'refused',
      detail: `The provider refuses this key (${status}). Replace it, or give it the permission.`,
    };
  if (status === 402 || status === 429)
    return {
      state: 'limited',
      detail: `The key is known, but its quota is used up or too many requests were sent (${status}). Look at the account’s limits.`,
    };
  if (status === 404)
    return { state: 'refused', detail: 'The provider has no such address (404). Check the base URL or the voice.' };
  return { state: 'unreachable', detail: `The provider answers ${status}. Try again later.` };
}
