import type { Tone } from '../../parts/status-badge.tsx';

export const VERDICT_TONES: Readonly<Record<string, Tone>> = {
  allowed: 'good',
  pass: 'good',
  deferred: 'warn',
  defer: 'warn',
  blocked: 'bad',
  block: 'bad',
  unknown: 'bad',
};

const LISTS: Readonly<Record<string, string>> = {
  internal: 'Your own list',
  campaign: 'The campaign’s list',
  litigator: 'Known litigators',
  'us-federal': 'United States, federal registry',
  'uk-tps': 'United Kingdom, TPS',
  'uk-ctps': 'United Kingdom, CTPS (companies)',
  'ca-national': 'Canada, national list',
};

/** `us-state:US-TX` to `Texas’ list` is not needed: the code is what officers buy by. */
export function listLabel(name: string): string {
  return LISTS[name] ?? (name.startsWith('us-state:') ? `State list of ${name.slice('us-state:'.length)}` : name);
}

export const LIST_STATES: Readonly<Record<string, { tone: Tone; label: string }>> = {
  clear: { tone: 'good', label: 'not on it' },
  listed: { tone: 'bad', label: 'on it' },
  unreadable: { tone: 'bad', label: 'cannot be read' },
  'not-held': { tone: 'quiet', label: 'not held' },
};

export const CONTACT_KIND_LABELS = {
  telemarketing: 'Sells something',
  informational: 'Informs',
  debt: 'Collects a debt',
} as const;

export const NUMBER_TYPE_LABELS = {
  mobile: 'mobile',
  landline: 'landline',
  unknown: 'of a type that nobody knows',
} as const;

export const CONFIDENCE: Readonly<Record<string, { tone: Tone; label: string; note: string }>> = {
  primary: { tone: 'good', label: 'primary', note: 'Read in the text of the law itself.' },
  secondary: { tone: 'warn', label: 'secondary', note: 'Taken from somebody’s account of the law.' },
  unverified: { tone: 'bad', label: 'unverified', note: 'Nobody has checked it. It is followed all the same.' },
};

export const SCOPE_LABELS: Readonly<Record<string, string>> = {
  informational: 'Calls that inform',
  telemarketing: 'Calls that sell',
  'automated-voice': 'An artificial voice',
};

export const OPT_OUT_TONES: Readonly<Record<string, Tone>> = { open: 'info', proven: 'good', undone: 'warn' };

const SOURCES: Readonly<Record<string, string>> = {
  spoken: 'said in a call',
  import: 'an import',
  api: 'another system',
  officer: 'an officer',
  'key-press': 'a key pressed in a call',
  carrier: 'a text message',
  'web-form': 'the web form',
  'e-mail': 'an e-mail',
};
export const sourceLabel = (source: string): string => SOURCES[source] ?? source;

export const LEDGER_LABELS: Readonly<Record<string, string>> = {
  verdict: 'Verdict',
  intent: 'Decision to dial',
  outcome: 'Outcome of a call',
  'opt-out': 'Opt-out',
  consent: 'Consent',
  override: 'Override',
  'list-activation': 'List came into force',
  'rule-change': 'Change of rules',
  export: 'Export',
  'look-up': 'Look-up',
  erasure: 'Erasure',
  receipt: 'Receipt',
  restore: 'Restore from backup',
};
