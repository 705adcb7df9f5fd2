import type { ComplianceCheck } from '../../../api-client/types.gen.ts';

export interface AskedInAddress {
  phone?: string | undefined;
  kind?: 'telemarketing' | 'informational' | 'debt' | undefined;
  campaign?: string | undefined;
  state?: string | undefined;
  /** By the viewer's clock, as date inputs write it; empty: now. */
  at?: string | undefined;
}

/** What the address asks, as the API takes it; null: nothing yet. */
export function questionOf({ phone, kind, campaign, state, at }: AskedInAddress): ComplianceCheck | null {
  if (phone === undefined) return null;
  const moment = at === undefined ? Number.NaN : Date.parse(at);
  return {
    phone,
    ...(kind ? { kind } : {}),
    ...(campaign ? { campaignId: campaign } : {}),
    ...(state ? { address: { state } } : {}),
    ...(Number.isNaN(moment) ? {} : { at: new Date(moment).toISOString() }),
  };
}
