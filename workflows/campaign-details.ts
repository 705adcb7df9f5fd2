/** One line for people: what a campaign is doing, and why it is not dialling. Counts and times only. Pure. */
import type { CampaignMeasurements } from '../activities/interface.ts';
import type { CampaignView } from './contract.ts';

export function describe(status: CampaignView['status'], measured: CampaignMeasurements, dialling: string): string {
  const clock = measured.demonstrationOffsetMs ? '; demonstration clock' : '';
  return `${sentences(status, measured, dialling).join('; ')}${clock}`;
}

function sentences(status: CampaignView['status'], measured: CampaignMeasurements, dialling: string): string[] {
  const { waiting, dueNow, inCall } = measured.leads;
  const left = `${count(waiting, 'lead')} left`;
  switch (status) {
    case 'paused':
      return ['paused', ...inProgress(inCall), left];
    case 'stopping':
      return inCall === 0 ? ['stopping'] : ['stopping', `${count(inCall, 'call')} in progress still`];
    case 'stopped':
      return ['stopped', left];
    case 'completed':
      return ['completed', `${count(measured.leads.done, 'lead')} done`, `${measured.leads.blocked} blocked`];
    case 'running':
      if (dueNow > 0) return [dialling, ...inProgress(inCall), left];
      if (waiting === 0) return [`waiting for ${count(inCall, 'call')} to end`, 'no lead is left'];
      return [waitingFor(measured), ...inProgress(inCall), left, ...nextAt(measured)];
  }
}

function waitingFor({
  waitingForWindow: { leads, zones, localStart },
  leads: { waiting },
}: CampaignMeasurements): string {
  if (leads === 0) return 'waiting for the time of retries and callbacks';
  const hour = localStart === null ? 'the calling window' : localStart;
  const where = `waiting for ${hour} in ${count(zones, 'time zone')}`;
  return leads === waiting ? where : `${where} with ${count(leads, 'lead')}, and for the time of retries`;
}

function inProgress(inCall: number): string[] {
  return inCall === 0 ? [] : [`${count(inCall, 'call')} in progress`];
}

function nextAt({ at, nextDueAt }: CampaignMeasurements): string[] {
  if (nextDueAt === null) return [];
  const sameDay = nextDueAt.slice(0, 10) === at.slice(0, 10);
  const instant = new Date(Date.parse(nextDueAt)).toISOString();
  return [`next at ${sameDay ? '' : `${instant.slice(0, 10)} `}${instant.slice(11, 16)} UTC`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
