import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stack traces may name what was worked on: they are sealed with the payloads. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
