import type { Egress } from '../../egress/egress.ts';
import type { ProviderKeys, RuntimeConfig } from '../contract.ts';
import { ProviderProblem } from './provider-problem.ts';

/**
 * Asked as each call begins, since what a name leads to changes after it was stored: every address that agent or tenant
 * gave must be one that may be connected to. @throws ProviderProblem naming the provider, never the address
 */
export async function requireProviderAddresses(
  config: Pick<RuntimeConfig, 'llm_provider' | 'llm_base_url' | 'tts_provider' | 'stt_provider' | 'fallbacks'>,
  keys: ProviderKeys,
  egress: Egress,
): Promise<void> {
  const { llm, tts, stt } = config.fallbacks;
  const used = [config.llm_provider, config.tts_provider, config.stt_provider, llm, tts, stt].flatMap((one) =>
    typeof one === 'string' ? [one] : one ? [one.provider] : [],
  );
  const given: (readonly [provider: string, address: string | null | undefined])[] = [
    [config.llm_provider, config.llm_base_url],
    ...(llm ? [[llm.provider, llm.base_url] as const] : []),
    ...used.map((provider) => [provider, keys[provider]?.base_url] as const),
  ];
  const judged = await Promise.all(
    given.map(async ([provider, address]) => (address && (await egress.refusal(address)) ? [provider] : [])),
  );
  const [provider] = judged.flat();
  if (provider === undefined) return;
  throw new ProviderProblem(
    `the address of ${provider} leads into this installation's own network; PROVIDER_ALLOWED_HOSTS names the hosts allowed`,
  );
}
