/** What one look found. `remedy` says what to do about it. */
export interface Finding {
  readonly what: string;
  readonly verdict: 'good' | 'warning' | 'bad';
  readonly found: string;
  readonly remedy?: string;
}

export const good = (what: string, found: string): Finding => ({ what, verdict: 'good', found });
export const warning = (what: string, found: string, remedy: string): Finding => ({
  what,
  verdict: 'warning',
  found,
  remedy,
});
export const bad = (what: string, found: string, remedy: string): Finding => ({ what, verdict: 'bad', found, remedy });
