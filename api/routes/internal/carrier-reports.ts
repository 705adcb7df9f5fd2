import { WorkflowNotFoundError } from '@temporalio/client';
import { FakeReport } from '../../../dev-carrier/contract.ts';
import type { CallEndReason, Disposition } from '../../../domain/vocabulary.ts';
import { callEnded, type CallReport, workflowIds } from '../../../workflows/contract.ts';
import { unavailable } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';

export const postCarrierReport = defineOpenRoute({
  id: 'reportCarrierCall',
  method: 'post',
  path: '/internal/carrier-reports',
  tag: 'Internal',
  summary: 'A carrier without media says how a conversation ended',
  description: 'Delivered again until it is accepted. A call that is over already is no error.',
  access: 'carrier',
  body: FakeReport,
  responses: { 204: { description: 'Accepted.' } },
  async handler({ body }, deps) {
    try {
      await deps.temporal.withDeadline(Date.now() + 5_000, () =>
        deps.temporal.workflow.getHandle(workflowIds.call(body.intent)).signal(callEnded, reportOf(body)),
      );
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) {
        throw unavailable('temporal', 'The report cannot be passed on at this moment. Send it again.');
      }
    }
    return { status: 204, body: undefined };
  },
});

function reportOf(report: FakeReport): CallReport {
  return {
    outcome: report.outcome,
    endReason: END_REASONS[report.outcome] ?? 'agent-ended',
    answeredAt: report.answeredAt,
    endedAt: report.endedAt,
    talkMs: report.talkMs,
    turns: 0,
    optOut: report.optOut,
    ...(report.callbackAt === undefined ? {} : { callback: { at: report.callbackAt } }),
  };
}

const END_REASONS: Partial<Record<Disposition, CallEndReason>> = {
  'callee-hung-up': 'callee-hung-up',
  'opted-out': 'opted-out',
  silent: 'silence',
  voicemail: 'voicemail',
  'agent-failed': 'provider-failed',
};
