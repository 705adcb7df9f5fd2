import type { Provision, ProvisionScope } from '../provision.ts';
import { lawOfState, THREE_A_DAY, week } from './write.ts';

const law = lawOfState('OR');
const TO_STRANGERS: ProvisionScope = { kinds: ['telemarketing'], unlessRelationship: true };

/** Oregon. Established business relationships are exempt; callers may rely on the area code. */
export const US_OR: readonly Provision[] = [
  law('hours', {
    title: 'Sales calls from 08:00 to 20:00',
    citation: 'Or. HB 3865 (2025)',
    confidence: 'secondary',
    from: '2026-01-01',
    appliesTo: TO_STRANGERS,
    requires: { what: 'hours', byWeekday: week('08:00-20:00') },
  }),
  law('three-a-day', {
    title: 'At most three calls in 24 hours about one subject',
    citation: 'Or. HB 3865 (2025)',
    confidence: 'secondary',
    from: '2026-01-01',
    appliesTo: TO_STRANGERS,
    requires: THREE_A_DAY,
  }),
];
