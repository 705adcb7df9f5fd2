/** What every entry of a tenant's own lists has: of the internal list, a campaign's, and that of litigators. */
export type OwnEntryRow = {
  id: string;
  number_enc: Buffer | null;
  key_id: string | null;
  tail: string | null;
  reason: string;
  created_by: string;
  created_at: Date;
  expires_at: Date | null;
  removed_at: Date | null;
  removed_by: string | null;
  removed_reason: string | null;
};
