import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { attachEvidence, findConsent } from '../../../database/compliance/consents.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { checkKey, FileTooLarge } from '../../../storage/file-store.ts';
import { uuidv7 } from '../../../database/engine/uuidv7.ts';
import { nameOf } from '../../auth/principal.ts';
import { Consent, EvidenceQuery } from '../../contract/consents.ts';
import { idParams } from '../../contract/id.ts';
import { conflict, notFound, Problem } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { consentEntry, presentConsent } from './consent-row.ts';

const MOST_BYTES = 25 * 1024 * 1024;

export const postEvidence = defineStream({
  id: 'addConsentEvidence',
  method: 'post',
  path: '/api/v1/consents/:id/evidence',
  tag: 'Compliance',
  summary: 'Add the file that proves a consent',
  description: 'The file as the body, 25 MB at most. Once: evidence is not replaced. Its SHA-256 is in the ledger.',
  access: 'consents:write',
  rawBody: true,
  params: idParams(),
  query: EvidenceQuery,
  responses: { 200: { description: 'The consent with its evidence.', body: Consent } },
  async handler({ principal, params, query, request, response }, deps) {
    const { tenantId } = principal;
    const key = checkKey(`consents/${tenantId}/${uuidv7(deps.now())}`);
    let kept = false;
    try {
      if (!(await deps.database.inTenant(tenantId, (tx) => findConsent(tx, params.id)))) throw notFound('consent');
      // Ending early must not destroy the request: its client is still to get an answer.
      const body = request.iterator({ destroyOnReturn: false });
      const { sha256 } = await deps.files.put(key, body, { maxBytes: MOST_BYTES });
      const consent = await deps.database.inTenant(tenantId, async (tx) => {
        const row = await attachEvidence(tx, params.id, { key, name: query.fileName, sha256 });
        if (!row)
          throw conflict('evidence-kept', 'It has its evidence already, or was revoked. Record it anew instead.');
        await appendLedger(tx, deps.now(), [consentEntry(row, 'evidence-added', nameOf(principal))]);
        return row;
      });
      kept = true;
      response.status(200).json(presentConsent(consent));
    } catch (error) {
      request.resume();
      if (!(error instanceof FileTooLarge)) throw error;
      throw new Problem(413, 'too-large', 'The file is too large', `Evidence may have ${MOST_BYTES} bytes.`);
    } finally {
      if (!kept) await deps.files.remove(key);
    }
  },
});

export const getEvidence = defineStream({
  id: 'getConsentEvidence',
  method: 'get',
  path: '/api/v1/consents/:id/evidence',
  tag: 'Compliance',
  summary: 'The file that proves a consent',
  description: 'Who looked is written to the ledger.',
  access: 'consents:read',
  params: idParams(),
  responses: { 200: { description: 'The file, as a download.', contentType: 'application/octet-stream' } },
  async handler({ principal, params, response }, deps) {
    const { key, name } = await deps.database.inTenant(principal.tenantId, async (tx) => {
      const row = await findConsent(tx, params.id);
      if (!row || row.evidence_key === null) throw notFound('evidence');
      const body = { what: 'consent-evidence', consentId: row.id };
      await appendLedger(tx, deps.now(), [
        { kind: 'look-up', personId: row.person_id, actor: nameOf(principal), body },
      ]);
      return { key: row.evidence_key, name: row.evidence_name ?? 'evidence' };
    });
    response.set({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    await pipeline(Readable.from(deps.files.read(key)), response);
  },
});
