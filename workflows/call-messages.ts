import { setHandler } from '@temporalio/workflow';
import type { HangUpReason } from './call-outcome.ts';
import { callEnded, callHangUp, type CallReport } from './contract.ts';

/** What reached the call so far. The first report and the first request count; deliveries repeat. */
export interface Heard {
  report: CallReport | undefined;
  hangUp: HangUpReason | undefined;
}

/** Latches the call's signals from its first moment: a report may overtake the dial's answer. */
export function listen(): Heard {
  const heard: Heard = { report: undefined, hangUp: undefined };
  setHandler(callEnded, (report) => {
    heard.report ??= report;
  });
  setHandler(callHangUp, ({ reason }) => {
    heard.hangUp ??= reason;
  });
  return heard;
}
