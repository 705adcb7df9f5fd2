import { ComplianceCheck, ComplianceVerdict } from '../../../contract/compliance.ts';
import { nameOf } from '../../../auth/principal.ts';
import { Problem } from '../../../http/problem.ts';
import { defineRoute, defineStream } from '../../../http/route.ts';
import { answerChecks } from './answer-checks.ts';
import { answerLines } from './answer-lines.ts';

export const postCheck = defineRoute({
  id: 'checkCompliance',
  method: 'post',
  path: '/api/v1/compliance/checks',
  tag: 'Compliance',
  summary: 'May this number be called: now or then, why not, and when next?',
  description:
    'Asks every rule that claim and dial ask, by the tenant’s own rules and data; what the request states takes the place of what is stored. Nothing is changed, but who asked about which number is written to the ledger.',
  access: 'compliance:check',
  body: ComplianceCheck,
  responses: { 200: { description: 'The verdict with every finding.', body: ComplianceVerdict } },
  async handler({ tx, body, principal }, deps) {
    const [answer] = await answerChecks(deps, tx, [body], nameOf(principal));
    if (!answer || answer instanceof Problem) throw answer ?? new Error('a check was not answered');
    return { status: 200, body: answer };
  },
});

export const postCheckBatch = defineStream({
  id: 'checkComplianceBatch',
  method: 'post',
  path: '/api/v1/compliance/checks/batch',
  tag: 'Compliance',
  summary: 'Up to 10,000 checks as NDJSON, answered line by line',
  description:
    'One check a line (shape ComplianceCheck), content type application/x-ndjson. The answer has a line for each, in order: `{ "line": 1, ...verdict }`, or `{ "line": 2, "problem": { type, title, status, detail, errors } }` for a line that cannot be used. Blank lines are passed over.',
  access: 'compliance:check',
  rawBody: true,
  responses: { 200: { description: 'NDJSON.', contentType: 'application/x-ndjson' } },
  async handler({ principal, request, response }, deps) {
    await answerLines(deps, { tenantId: principal.tenantId, actor: nameOf(principal) }, request, response);
  },
});
