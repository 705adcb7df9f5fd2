import { headsBelow, latestHead } from '../../../database/ledger/heads.ts';
import { proveConsistency } from '../../../database/ledger/prove.ts';
import { publicKeys } from '../../../database/ledger/signing-keys.ts';
import { ConsistencyProof, ConsistencyQuery, HeadPage, KeptHead, LedgerKeys } from '../../contract/ledger.ts';
import { PageQuery } from '../../contract/page.ts';
import { decodeCursor, pageFrom } from '../../http/pages.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';

export const listHeads = defineRoute({
  id: 'listLedgerHeads',
  method: 'get',
  path: '/api/v1/ledger/heads',
  tag: 'Ledger',
  summary: 'Signed tree heads, newest first',
  access: 'ledger:read',
  query: PageQuery,
  responses: { 200: { description: 'One page of heads.', body: HeadPage } },
  async handler({ tx, query }) {
    const cursor = decodeCursor(query.cursor, ['text', 'number']);
    const rows = await headsBelow(tx, cursor?.[1] ?? null, query.limit + 1);
    return {
      status: 200,
      body: pageFrom(
        rows,
        query.limit,
        (head) => head,
        (head) => ['head', head.size],
      ),
    };
  },
});

export const getLatestHead = defineRoute({
  id: 'getLatestLedgerHead',
  method: 'get',
  path: '/api/v1/ledger/heads/latest',
  tag: 'Ledger',
  summary: 'The newest head, to keep elsewhere',
  description: 'With its public key: `ringfence audit verify --against` takes it as it is.',
  access: 'ledger:read',
  responses: { 200: { description: 'The head.', body: KeptHead } },
  async handler({ tx }) {
    const head = await latestHead(tx);
    const publicKey = (await publicKeys(tx)).find(({ id }) => id === head?.key);
    if (!head || !publicKey) throw notFound('head: nothing of the ledger is sealed yet');
    return { status: 200, body: { ...head, publicKey } };
  },
});

export const getConsistency = defineRoute({
  id: 'proveLedgerConsistency',
  method: 'get',
  path: '/api/v1/ledger/consistency',
  tag: 'Ledger',
  summary: 'Prove that one head continues another',
  access: 'ledger:read',
  query: ConsistencyQuery,
  responses: { 200: { description: 'Both heads and the hashes between them.', body: ConsistencyProof } },
  async handler({ tx, query }) {
    const proof = await proveConsistency(tx, query);
    if (!proof) throw notFound('pair of heads: name the sizes of two, the smaller one first');
    return { status: 200, body: proof };
  },
});

export const getKeys = defineRoute({
  id: 'listLedgerKeys',
  method: 'get',
  path: '/api/v1/ledger/keys',
  tag: 'Ledger',
  summary: 'Public keys that sign heads, oldest first',
  access: 'signed-in',
  responses: { 200: { description: 'Every key that ever signed.', body: LedgerKeys } },
  async handler({ tx }) {
    return { status: 200, body: { items: await publicKeys(tx) } };
  },
});
