/** A provider that cannot be built from the agent's configuration: which, and what to do about it. No key is shown. */
export class ProviderProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProviderProblem';
  }
}

/** The key for a provider: the agent's or tenant's, else the installation's. Throws when there is neither. */
export function requireKey(
  provider: string,
  given: string | undefined,
  variable: string,
  env: NodeJS.ProcessEnv,
): string {
  const key = given ?? env[variable];
  if (!key) throw new ProviderProblem(`no key for ${provider}: add one to the agent or the tenant, or set ${variable}`);
  return key;
}
