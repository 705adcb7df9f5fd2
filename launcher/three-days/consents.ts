import { Consent, ConsentsCreated } from '../../api/contract/consents.ts';
import type { ApiClient } from '../../cli/http/client.ts';
import { DAY_MS, type EpochMs } from '../../domain/time.ts';
import type { ConsentScope, ConsentSource } from '../../domain/vocabulary.ts';
import type { Person } from './story.ts';

export interface Agreement {
  readonly scopes: readonly ConsentScope[];
  readonly source: ConsentSource;
  readonly givenDaysAgo: number;
  readonly expiredDaysAgo?: number;
  readonly revokedDaysAgo?: number;
}

const EVERYTHING = ['informational', 'telemarketing', 'automated-voice'] as const;
const ON_A_FORM = { scopes: EVERYTHING, source: 'web-form', givenDaysAgo: 120 } as const;

/** What each kind of person in the story agreed to. */
export const AGREEMENTS: Readonly<Record<Person['agreed'], readonly Agreement[]>> = {
  everything: [ON_A_FORM],
  voice: [{ ...ON_A_FORM, scopes: ['automated-voice'] }],
  customer: [ON_A_FORM, { scopes: ['telemarketing'], source: 'business-relationship', givenDaysAgo: 60 }],
  revoked: [{ ...ON_A_FORM, revokedDaysAgo: 10 }],
  expired: [{ ...ON_A_FORM, givenDaysAgo: 800, expiredDaysAgo: 70 }],
  nothing: [],
};

/** Records what the person behind the lead agreed to, and takes back what was taken back. Over the API. */
export async function recordConsents(api: ApiClient, leadId: string, person: Person, now: EpochMs): Promise<void> {
  const ago = (days: number) => new Date(now - days * DAY_MS).toISOString();
  for (const { scopes, source, givenDaysAgo, expiredDaysAgo, revokedDaysAgo } of AGREEMENTS[person.agreed]) {
    const { items } = await api.post('/api/v1/consents', ConsentsCreated, {
      body: {
        leadId,
        scopes,
        source,
        sourceDetail: 'Nobody gave this consent: the people of the demonstration are invented.',
        textShown: 'I agree to be called about offers, also with an automated voice.',
        givenAt: ago(givenDaysAgo),
        ...(expiredDaysAgo === undefined ? {} : { expiresAt: ago(expiredDaysAgo) }),
      },
    });
    if (revokedDaysAgo === undefined) continue;
    const body = { reason: 'Asked by e-mail', at: ago(revokedDaysAgo) };
    for (const { id } of items) await api.post(`/api/v1/consents/${id}/revoke`, Consent, { body });
  }
}
