import type { DialerType } from '../../../domain/vocabulary.ts';
import type { Campaign } from '../../contract/campaigns.ts';

/** The dialers that work today. Others can be stored, so that a campaign need not be made anew when they come. */
const AVAILABLE: readonly DialerType[] = ['agentless'];

/** Which dialer a campaign gets. `auto` chooses by whether humans take part; today no campaign has any. */
export function chooseDialer(type: DialerType): Campaign['chosenDialer'] {
  if (type === 'auto') {
    return {
      dialer: 'agentless',
      because: 'No human operators take part: the AI agents answer every call.',
      available: true,
    };
  }
  return AVAILABLE.includes(type)
    ? { dialer: type, because: 'The campaign asks for it.', available: true }
    : { dialer: type, because: `The ${type} dialer is not there yet: choose agentless, or auto.`, available: false };
}
