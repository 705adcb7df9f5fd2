/** What both agents of the benchmark say: the same words cost the same speech. */
export const BARE_GREETING = 'Hello, this is Maple Energy with a word about your plan. Is this a good moment?';
export const BARE_PROMPT = 'You sell our new plan to Ada.';
export const BARE_AGENT_NAME = 'bare';
