import { LAWFUL_RETENTION } from './retention.ts';

/** What an erasure takes away. */
export const REMOVED = [
  'names, company, e-mail and postal addresses, custom fields and external ids of every lead of the person',
  'telephone numbers: of leads, attempts and the do-not-call list',
  'transcripts, and what calls noted down',
  'the reasons and evidence of refusals',
  'the key of their sealed data in the ledger, which nobody can open any more',
];
/** What stays, and under which law. */
export const KEPT = [
  'the keyed index of each number, on the do-not-call list: so that nobody calls it again (47 CFR 64.1200(d))',
  `the ledger's entries, which hold ids and no identity (${LAWFUL_RETENTION.law})`,
  `consents, with the words that were agreed to and their evidence (${LAWFUL_RETENTION.law}); without a name beside them`,
];
