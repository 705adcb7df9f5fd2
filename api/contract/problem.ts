import { z } from 'zod';

/** One field that was refused, why, and what to send instead. */
export const ProblemField = z
  .object({
    field: z.string().meta({ description: 'Path of the field, such as `callingWindow.start` or `query.limit`.' }),
    message: z.string().meta({ description: 'What is wrong with it.' }),
    remedy: z.string().meta({ description: 'What to send, or to do, instead.' }),
  })
  .meta({ id: 'ProblemField', description: 'A refused field with its remedy.' });
export type ProblemField = z.infer<typeof ProblemField>;

/** RFC 9457. Every error of the API has this body, with content type `application/problem+json`. */
export const ProblemBody = z
  .object({
    type: z
      .string()
      .meta({ description: 'Stable name of the kind of problem.', example: 'urn:ringfence:problem:not-found' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'What happened to which thing, and what to do.' }),
    instance: z
      .string()
      .meta({ description: 'The request, as the logs name it.', example: 'urn:ringfence:request:7f3a' }),
    errors: z.array(ProblemField).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
export type ProblemBody = z.infer<typeof ProblemBody>;
