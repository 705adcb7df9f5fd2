import type { Provision, ProvisionPlaces } from '../provision.ts';
import { SOLICITATION } from './write.ts';

/** A ban that an authority declares for a place and a time, as an officer enters it or as a table carries it. */
export function emergencyBan(ban: {
  id: string;
  jurisdiction: string;
  where: ProvisionPlaces;
  citation: string;
  confidence: Provision['confidence'];
  from: string;
  until: string | null;
}): Provision {
  const title = 'No sales calls in an emergency';
  return { ...ban, title, appliesTo: SOLICITATION, requires: { what: 'ban' } };
}

/**
 * Bans in emergencies that were declared (New York, Louisiana), by place and time. None is known to be in force; an officer
 * enters those that are declared as changes.
 */
export const US_EMERGENCIES: readonly Provision[] = [];
