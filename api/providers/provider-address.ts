import type { Egress, Refusal } from '../../egress/egress.ts';
import type { ProblemField } from '../contract/problem.ts';
import { invalid } from '../http/problem.ts';

const PUBLIC = 'Send the public address of the provider.';
const PROBLEMS: Readonly<Record<Refusal, Pick<ProblemField, 'message' | 'remedy'>>> = {
  'not-a-url': { message: 'It is not an address.', remedy: 'Send one such as https://llm.example.com/v1.' },
  'not-http': { message: 'A provider is reached by http, https, ws or wss.', remedy: PUBLIC },
  'with-credentials': { message: 'It holds a user name or password.', remedy: 'Store the key as the key.' },
  'internal-address': {
    message: 'It leads into this installation’s own network, which is not asked on a tenant’s word.',
    remedy: `${PUBLIC} For a model of one’s own, whoever runs the installation names its host in PROVIDER_ALLOWED_HOSTS.`,
  },
};

/** @throws Problem 422 naming each address, by its field, that no connection would be made to. */
export async function requireProviderAddresses(
  egress: Egress,
  addresses: Readonly<Record<string, string | null | undefined>>,
): Promise<void> {
  const errors: ProblemField[] = [];
  for (const [field, address] of Object.entries(addresses)) {
    const refusal = address ? await egress.refusal(address) : null;
    if (refusal !== null) errors.push({ field, ...PROBLEMS[refusal] });
  }
  if (errors.length > 0) throw invalid(errors);
}
