/** What the worker's bundle holds: the exported functions are the workflow types of WORKFLOWS in contract.ts. */
export { call } from './call.ts';
export { campaign } from './campaign.ts';
export { complianceReplay } from './compliance-replay.ts';
export { importList } from './import.ts';
export { lawChange } from './law-change.ts';
export { ledgerExport } from './ledger-export.ts';
export { receipt } from './receipt.ts';
export { reconciler } from './reconciler.ts';
export { importNumbers } from './numbers-import.ts';
export { loadRegistry } from './registry-load.ts';
