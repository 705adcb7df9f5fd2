import type { ComplianceCheck } from '../../../api-client/types.gen.ts';
import { KINDS_OF_CONTACT } from '../rule-form/rule-choices.ts';

export interface AskedInAddress {
  phone?: string | undefined;
  kind?: (typeof KINDS_OF_CONTACT)[number] | undefined;
  campaign?: string | undefined;
  state?: string | undefined;
  /** Postal code. */
  code?: string | undefined;
  debt?: string | undefined;
  /** By the viewer's clock, as date inputs write it; empty: now. */
  at?: string | undefined;
}

/** What the address asks, as the API takes it; null: nothing yet. */
export function questionOf({ phone, kind, campaign, state, code, debt, at }: AskedInAddress): ComplianceCheck | null {
  if (phone === undefined) return null;
  const moment = at === undefined ? Number.NaN : Date.parse(at);
  return {
    phone,
    ...(kind ? { kind } : {}),
    ...(campaign ? { campaignId: campaign } : {}),
    ...(state || code ? { address: { ...(state && { state }), ...(code && { postalCode: code }) } } : {}),
    ...(debt ? { debtId: debt } : {}),
    ...(Number.isNaN(moment) ? {} : { at: new Date(moment).toISOString() }),
  };
}

/** The address that asks it: the other way round. */
export function addressOf({ phone, kind, campaignId, address, debtId, at }: ComplianceCheck): AskedInAddress {
  return {
    phone,
    kind: kindOf(kind ?? ''),
    campaign: campaignId ?? undefined,
    state: address?.state ?? undefined,
    code: address?.postalCode ?? undefined,
    debt: debtId ?? undefined,
    at: at === undefined ? undefined : clockOf(new Date(at)),
  };
}

function clockOf(moment: Date): string {
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The kind of call, or none: then the campaign's counts. */
export function kindOf(word: string): AskedInAddress['kind'] {
  return KINDS_OF_CONTACT.find((kind) => kind === word);
}
