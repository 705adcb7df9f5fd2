/** Ids and numbers that must not be mixed up. Branded strings: no cost at run time. */
declare const brand: unique symbol;
export type Brand<T, B extends string> = T & { readonly [brand]: B };

export type E164 = Brand<string, 'E164'>;
export type TenantId = Brand<string, 'TenantId'>;
export type CampaignId = Brand<string, 'CampaignId'>;
export type LeadId = Brand<string, 'LeadId'>;
/** An attempt and the call it may become share one id. */
export type AttemptId = Brand<string, 'AttemptId'>;
export type AgentId = Brand<string, 'AgentId'>;
export type TrunkId = Brand<string, 'TrunkId'>;
