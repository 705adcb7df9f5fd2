/** What a rule can ask. */
export const REQUIREMENTS = [
  { value: 'ban', label: 'No calls at all (an emergency, a ban)' },
  { value: 'hours', label: 'Other calling hours' },
  { value: 'cap', label: 'Fewer calls' },
  { value: 'quiet-after', label: 'Quiet for a time after something' },
  { value: 'consent', label: 'Consent beforehand' },
  { value: 'list', label: 'A do-not-call registry' },
  { value: 'reassigned', label: 'Whether a number has a new owner' },
  { value: 'disclosure', label: 'Something to be said or done on the call' },
] as const;

export const KINDS_OF_CONTACT = ['telemarketing', 'informational', 'debt'] as const;
export const KINDS_OF_NUMBER = ['mobile', 'landline', 'unknown'] as const;
export const SCOPES_OF_CONSENT = ['informational', 'telemarketing', 'automated-voice'] as const;

/** Registries that a rule can ask for; those of states go by their code. */
export const REGISTRIES = [
  { value: 'us-federal', label: 'United States, federal registry' },
  { value: 'us-state', label: 'The list of a state of the United States' },
  { value: 'uk-tps', label: 'United Kingdom, TPS' },
  { value: 'uk-ctps', label: 'United Kingdom, CTPS (companies)' },
  { value: 'ca-national', label: 'Canada, national list' },
] as const;

/** What is to be said or done on a call, in the words of a manager. */
export const DISCLOSURES = [
  { value: 'identity', label: 'Say who calls' },
  { value: 'ai', label: 'Say that it is an artificial voice' },
  { value: 'recording', label: 'Say that the call is recorded' },
  { value: 'opt-out', label: 'Say how to refuse further calls' },
  { value: 'toll-free-number', label: 'Give a toll-free number' },
  { value: 'end-on-refusal', label: 'End the call when refused' },
  { value: 'caller-id', label: 'Show a number that can be called back' },
] as const;
export const AFTER = [
  { value: 'greeting', label: 'the greeting' },
  { value: 'dial', label: 'the dial' },
  { value: 'identity', label: 'saying who calls' },
  { value: 'refusal', label: 'a refusal' },
  { value: 'message-start', label: 'the start of a message' },
] as const;
export const ON_CALLS = [
  { value: 'answer', label: 'when somebody answers' },
  { value: 'voicemail', label: 'when a machine answers' },
  { value: 'every-call', label: 'on every call' },
] as const;

/** After what a person is left in peace. */
export const EVENTS = [
  { value: 'attempt', label: 'a dial' },
  { value: 'conversation', label: 'a conversation' },
  { value: 'refusal', label: 'a refusal' },
  { value: 'opt-out', label: 'an opt-out' },
  { value: 'incoming', label: 'their own call' },
] as const;

/** Whom a rule leaves out: those who agreed to something (one scope), customers, or who asked for more such calls. */
export const EXCEPTIONS = [
  { value: 'telemarketing', label: 'agreed to calls that sell' },
  { value: 'informational', label: 'agreed to calls that inform' },
  { value: 'automated-voice', label: 'agreed to an artificial voice' },
  { value: 'relationship', label: 'have a business relationship' },
  { value: 'direct', label: 'agreed directly to more such calls' },
] as const;
export type Exception = (typeof EXCEPTIONS)[number]['value'];
