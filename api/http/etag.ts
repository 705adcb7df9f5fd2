import type { Request } from 'express';
import { Problem } from './problem.ts';

/** Versions named by `If-Match`; null when there is no such header or it is `*`. Tags that are no versions match none. */
export function readIfMatch(request: Request): readonly number[] | null {
  const header = request.get('if-match');
  if (header === undefined || header.trim() === '*') return null;
  return header.split(',').flatMap((tag) => {
    const version = /^(?:W\/)?"(\d{1,9})"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** @throws Problem 412 when the client changed a version that is no longer the present one. */
export function requireVersion(ifMatch: readonly number[] | null, present: number): void {
  if (ifMatch === null || ifMatch.includes(present)) return;
  throw new Problem(
    412,
    'version-changed',
    'It was changed meanwhile',
    `Somebody else changed it: it is now version ${present}. Read it again, then repeat your change.`,
    { headers: { etag: `"${present}"` } },
  );
}
