import { HOUR_MS } from '../../time.ts';
import { dispositions, DISPOSITIONS } from '../../vocabulary.ts';
import type { Provision } from '../provision.ts';
import { AUTOMATED_SOLICITATION, lawOfState, week } from './write.ts';

const law = lawOfState('ME');
const ANSWERED = dispositions.filter((name) => DISPOSITIONS[name].group === 'answered');

/** Maine. */
export const US_ME: readonly Provision[] = [
  law('hours', {
    title: 'Automated sales calls on weekdays from 09:00 to 17:00',
    citation: '10 M.R.S. 1498',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'hours', byWeekday: week('09:00-17:00', { sat: null, sun: null }) },
  }),
  law('one-in-eight-hours', {
    title: 'One completed automated call to a number in eight hours',
    citation: '10 M.R.S. 1498',
    confidence: 'secondary',
    appliesTo: AUTOMATED_SOLICITATION,
    requires: { what: 'cap', most: 1, perMs: 8 * HOUR_MS, scope: 'number', outcomes: ANSWERED },
  }),
  law('mobiles', {
    title: 'No automated sales calls to mobile telephones',
    citation: '10 M.R.S. 1498',
    confidence: 'secondary',
    appliesTo: { ...AUTOMATED_SOLICITATION, numberTypes: ['mobile'] },
    requires: { what: 'ban' },
  }),
];
