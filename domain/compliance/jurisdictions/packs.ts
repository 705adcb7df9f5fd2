import type { Provision } from '../provision.ts';
import { AUSTRALIA } from './au.ts';
import { CANADA } from './ca.ts';
import { EU_MEMBERS, EUROPEAN_UNION } from './eu.ts';
import { UNITED_KINGDOM } from './uk.ts';
import { US_AL } from './us-al.ts';
import { US_CA } from './us-ca.ts';
import { US_CT } from './us-ct.ts';
import { US_FL } from './us-fl.ts';
import { US_IL } from './us-il.ts';
import { US_KY } from './us-ky.ts';
import { US_LA } from './us-la.ts';
import { US_MA } from './us-ma.ts';
import { US_MD } from './us-md.ts';
import { US_ME } from './us-me.ts';
import { US_MI } from './us-mi.ts';
import { US_MN } from './us-mn.ts';
import { US_MS } from './us-ms.ts';
import { US_NE } from './us-ne.ts';
import { US_NM } from './us-nm.ts';
import { US_NV } from './us-nv.ts';
import { US_OK } from './us-ok.ts';
import { US_OR } from './us-or.ts';
import { US_PA } from './us-pa.ts';
import { US_RI } from './us-ri.ts';
import { US_SD } from './us-sd.ts';
import { US_TX } from './us-tx.ts';
import { US_UT } from './us-ut.ts';
import { US_WA } from './us-wa.ts';
import { US_WY } from './us-wy.ts';
import { US_EMERGENCIES } from './us-emergencies.ts';
import { UNITED_STATES, US_FEDERAL } from './us-federal.ts';
import { RECORDING } from './us-recording.ts';
import { US_STATE_LISTS } from './us-state-lists.ts';

/** The law of one part of the world. `covers`: the countries that may be called once it is chosen. */
export type LawPack = {
  readonly name: PackName;
  readonly title: string;
  readonly covers: readonly string[];
  readonly provisions: readonly Provision[];
};

export const PACK_NAMES = ['us-federal', 'us-states', 'uk', 'ca', 'eu', 'au'] as const;
export type PackName = (typeof PACK_NAMES)[number];

const STATES = [
  US_AL,
  US_CA,
  US_CT,
  US_FL,
  US_IL,
  US_KY,
  US_LA,
  US_MA,
  US_MD,
  US_ME,
  US_MI,
  US_MN,
  US_MS,
  US_NE,
  US_NM,
  US_NV,
  US_OK,
  US_OR,
  US_PA,
  US_RI,
  US_SD,
  US_TX,
  US_UT,
  US_WA,
  US_WY,
];

/** Nobody is called in the United States without the law of its states: both packs are needed there. */
export const LAW_PACKS: readonly LawPack[] = [
  {
    name: 'us-federal',
    title: 'United States, federal',
    covers: UNITED_STATES,
    provisions: [...US_FEDERAL, ...RECORDING],
  },
  {
    name: 'us-states',
    title: 'United States, states',
    covers: UNITED_STATES,
    provisions: [...STATES.flat(), ...US_EMERGENCIES, ...US_STATE_LISTS],
  },
  { name: 'uk', title: 'United Kingdom', covers: ['GB'], provisions: UNITED_KINGDOM },
  { name: 'ca', title: 'Canada', covers: ['CA'], provisions: CANADA },
  { name: 'eu', title: 'European Union', covers: EU_MEMBERS, provisions: EUROPEAN_UNION },
  { name: 'au', title: 'Australia', covers: ['AU'], provisions: AUSTRALIA },
];
