import type { TenantTx } from '../../../database/connect.ts';
import type { EpochMs, ZoneTable } from '../../../domain/time.ts';
import { closedPlaces, closedPlacesProblem } from '../../../domain/window-problems.ts';
import { placesOfArea } from '../../../numbering/area-places.ts';
import type { Campaign } from '../../contract/campaigns.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { asSentence } from './window-problems.ts';

/**
 * A window in a zone of its own may never meet the lawful hours where the leads are: 08:00 to 10:00 in London is night in
 * California. It keeps the campaign from starting only where it is closed for every lead; single leads say so themselves.
 */
export async function windowForLeadsProblems(
  tx: TenantTx,
  { callingWindow, listIds }: Pick<Campaign, 'callingWindow' | 'listIds'>,
  { zones, nowMs }: { zones: ZoneTable; nowMs: EpochMs },
): Promise<ProblemField[]> {
  if (!callingWindow || callingWindow.zone === 'lead' || !zones.has(callingWindow.zone)) return [];
  const areas = await tx.query<{ area: string }>(
    'select distinct area from lead_phones where tenant_id = $1 and list_id = any($2::uuid[])',
    [tx.tenantId, listIds],
  );
  const places = areas.map(({ area }) => placesOfArea(area).zones).filter((place) => place.length > 0);
  const closed = closedPlaces(callingWindow, places, nowMs, zones);
  const problem = closedPlacesProblem(closed, places.length);
  if (!problem || closed.length < places.length) return [];
  return [{ field: 'callingWindow', message: asSentence(problem.message), remedy: asSentence(problem.remedy) }];
}
