/** One of the tenant's own lists: of numbers that no campaign calls, of those that one does not, or of people known to sue. */
export type WhichList =
  | { list: 'internal' | 'litigator'; campaignId?: undefined }
  | { list: 'campaign'; campaignId: string };

interface ListWords {
  /** The head of the form that adds to it. */
  title: string;
  /** What its form asks beside the numbers: where they come from, or why. */
  about: { field: 'reason' | 'source'; label: string; placeholder: string; most: number };
}

const WHY = { field: 'reason', label: 'Why', placeholder: 'From the old dialer', most: 500 } as const;

export const LIST_WORDS: Readonly<Record<WhichList['list'], ListWords>> = {
  internal: { title: 'Numbers that nobody calls', about: WHY },
  campaign: { title: 'Numbers that this campaign does not call', about: WHY },
  litigator: {
    title: 'Known litigators',
    about: { field: 'source', label: 'Where they come from', placeholder: 'A service, your lawyer', most: 200 },
  },
};
