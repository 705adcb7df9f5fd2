import { Agent } from '../api/contract/agents.ts';
import { CallSummary } from '../api/contract/calls.ts';
import { Campaign } from '../api/contract/campaigns.ts';
import { LeadSummary } from '../api/contract/leads.ts';
import { List } from '../api/contract/lists.ts';
import { PhoneNumber, Trunk } from '../api/contract/telephony.ts';

/** The API's nouns, as the command line asks for them. */
export const AGENTS = {
  title: 'agent',
  path: '/api/v1/agents',
  item: Agent,
  archived: { status: 'archived' },
} as const;
export const CAMPAIGNS = {
  title: 'campaign',
  path: '/api/v1/campaigns',
  item: Campaign,
  archived: { status: 'archived' },
} as const;
export const LISTS = { title: 'list', path: '/api/v1/lists', item: List, archived: { archived: true } } as const;
export const LEADS = { title: 'lead', path: '/api/v1/leads', item: LeadSummary } as const;
export const CALLS = { title: 'call', path: '/api/v1/calls', item: CallSummary } as const;
export const TRUNKS = { title: 'trunk', path: '/api/v1/trunks', item: Trunk } as const;
export const NUMBERS = { title: 'number', path: '/api/v1/phone-numbers', item: PhoneNumber } as const;
