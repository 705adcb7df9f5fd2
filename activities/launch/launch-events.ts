import type { NewEvent } from '../../database/engine/add-events.ts';
import type { NewAttempt } from '../../database/engine/take-leases.ts';
import type { LaunchInput } from '../interface.ts';
import type { ScreenedDue } from './screen-due-leads.ts';

/** A line for each lead that ends; one for all that wait, since a list that opens in the morning is thousands. */
export function heldEvents(input: LaunchInput, due: ScreenedDue): NewEvent[] {
  const blocked = due.blocked.map(
    (lead): NewEvent => ({
      type: 'lead.blocked',
      campaignId: input.campaignId,
      leadId: lead.leadId,
      data: { reason: lead.reason },
    }),
  );
  if (due.deferred.length === 0) return blocked;
  const next = Math.min(...due.deferred.map((lead) => lead.nextMs));
  return [
    ...blocked,
    {
      type: 'campaign.deferred',
      campaignId: input.campaignId,
      data: { leads: due.deferred.length, nextAt: new Date(next).toISOString() },
    },
  ];
}

export function movedEvents(input: LaunchInput, moved: readonly { leadId: string; promisedFor: Date }[]): NewEvent[] {
  return moved.map(({ leadId, promisedFor }) => ({
    type: 'lead.callback-moved',
    campaignId: input.campaignId,
    leadId,
    data: { promisedFor: promisedFor.toISOString() },
  }));
}

export function plannedEvents(input: LaunchInput, attempts: readonly NewAttempt[]): NewEvent[] {
  return attempts.map((attempt) => ({
    type: 'call.planned',
    campaignId: input.campaignId,
    leadId: attempt.leadId,
    callId: attempt.attemptId,
    agentId: attempt.agentId,
    data: { dueAt: new Date(attempt.dueMs).toISOString(), attempt: attempt.attemptNumber },
  }));
}
