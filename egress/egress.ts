import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { isAllowedHost } from './allowed-hosts.ts';
import { isPublicAddress } from './public-address.ts';

/** Why no connection is made to an address that a tenant typed. */
export type Refusal = 'not-a-url' | 'not-http' | 'with-credentials' | 'internal-address';

/**
 * Connections on a tenant's word: to the public internet, and to hosts that whoever runs this installation named. Without
 * it a tenant could have this server ask its own network, or the metadata service of its cloud.
 */
export interface Egress {
  /** Why this address is refused; null when it is not, or its name is not known (yet): connecting asks again. */
  refusal(url: string): Promise<Refusal | null>;
  /** As `fetch`; the address that is checked is the one connected to, and redirects are errors. */
  fetch: typeof fetch;
  /** For clients that take a `lookup` of their own: resolves a name to public addresses, or fails. */
  lookup: LookupFunction;
}

const SCHEMES = new Set(['http:', 'https:', 'ws:', 'wss:']);
const RESOLVE_MS = 3_000;

export function createEgress(allowed: readonly string[]): Egress {
  const isAllowedName = (hostname: string) => allowed.some((entry) => entry.replace(/:\d+$/, '') === hostname);
  const lookup: LookupFunction = (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 4);
      const usable = isAllowedName(hostname.toLowerCase()) ? found : found.filter(isPublic);
      const [first] = usable;
      if (!first || usable.length < found.length) return done(new EgressRefused(), '', 4);
      if (options.all) return done(null, usable);
      done(null, first.address, first.family);
    });
  };
  // Typed loosely: the runtime's own copy of this package is described by another patch release of its types.
  const pinned: Record<string, unknown> = { dispatcher: new Agent({ connect: { lookup } }) };

  async function refusal(text: string): Promise<Refusal | null> {
    if (!URL.canParse(text)) return 'not-a-url';
    const url = new URL(text);
    if (!SCHEMES.has(url.protocol)) return 'not-http';
    if (url.username !== '' || url.password !== '') return 'with-credentials';
    if (isAllowedHost(url, allowed)) return null;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0) return isPublicAddress(host) ? null : 'internal-address';
    const found = await addressesOf(host);
    return found.every(isPublic) ? null : 'internal-address';
  }

  return {
    refusal,
    lookup,
    async fetch(input, init) {
      const url = input instanceof Request ? input.url : String(input);
      // A numeric address is never looked up, and the port counts too: both are judged here.
      if ((await refusal(url)) !== null) throw new EgressRefused();
      return fetch(url, { ...init, redirect: 'error', ...pinned });
    },
  };
}

/** Says no host: messages reach logs. */
export class EgressRefused extends Error {
  constructor() {
    super('the address is inside this installation’s own network; PROVIDER_ALLOWED_HOSTS names the hosts allowed');
    this.name = 'EgressRefused';
  }
}

const isPublic = ({ address }: LookupAddress) => isPublicAddress(address);

/** None when the name is unknown, or nobody answers in time. */
function addressesOf(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((done) => {
    const late = setTimeout(() => done([]), RESOLVE_MS);
    resolve(host, { all: true }, (error, found) => {
      clearTimeout(late);
      done(error ? [] : found);
    });
  });
}
