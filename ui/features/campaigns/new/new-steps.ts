/** The steps to a new campaign, in their order. */
export const NEW_STEPS = ['list', 'agent', 'when', 'review'] as const;
export type NewStep = (typeof NEW_STEPS)[number];
