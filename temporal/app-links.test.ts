import { expect, test } from '@jest/globals';
import { workflowIds } from '../workflows/contract.ts';
import { appLink } from './app-links.ts';

const ID = '01900000-0000-7000-8000-00000000de50';
const APP = 'https://calls.example.com/';

test.each([
  [workflowIds.campaign(ID), `campaigns/${ID}`],
  [workflowIds.call(ID), `calls/${ID}`],
  [workflowIds.import(ID), `leads/imports/${ID}`],
  [workflowIds.receipt(ID), `compliance/opt-outs/${ID}`],
  [workflowIds.registryLoad(ID), `compliance/versions/${ID}`],
  [workflowIds.numbersImport(ID), `compliance/imports/${ID}`],
  [workflowIds.complianceReplay(ID), `compliance/replays/${ID}`],
])('%s leads back to its page', (workflowId, page) => expect(appLink(APP, workflowId)).toBe(`${APP}${page}`));

test.each([[workflowIds.reconciler()], [workflowIds.lawChange(ID)], [`call:${ID}/x`], ['constructor:x']])(
  '%s has no page',
  (workflowId) => expect(appLink(APP, workflowId)).toBeNull(),
);
