import { createServer, type Server } from 'node:http';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { FakeReport } from '../../dev-carrier/contract.ts';
import { callEnded, workflowIds } from '../../workflows/contract.ts';
import type { CallEndReason } from '../../domain/vocabulary.ts';

/** Takes the fake carrier's reports and signals the calls, as the API does; for stands that run no API. */
export async function openReportDesk(port: number, client: Pick<Client, 'workflow'>): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void signal(client, Buffer.concat(parts).toString()).then(
        () => response.writeHead(204).end(),
        () => response.writeHead(503).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function signal(client: Pick<Client, 'workflow'>, body: string): Promise<void> {
  const report = FakeReport.parse(JSON.parse(body));
  try {
    await client.workflow.getHandle(workflowIds.call(report.intent)).signal(callEnded, {
      outcome: report.outcome,
      endReason: endReasonOf(report.outcome),
      answeredAt: report.answeredAt,
      endedAt: report.endedAt,
      talkMs: report.talkMs,
      turns: 0,
      optOut: report.optOut,
      ...(report.callbackAt === undefined ? {} : { callback: { at: report.callbackAt } }),
    });
  } catch (error) {
    // Over already: a report that is delivered twice.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

function endReasonOf(outcome: FakeReport['outcome']): CallEndReason {
  switch (outcome) {
    case 'opted-out':
      return 'opted-out';
    case 'voicemail':
      return 'voicemail';
    case 'silent':
      return 'silence';
    case 'callee-hung-up':
      return 'callee-hung-up';
    default:
      return 'agent-ended';
  }
}
