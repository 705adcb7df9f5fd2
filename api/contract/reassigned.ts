import { z } from 'zod';
import { Instant } from './time.ts';

export const ReassignedUpload = z
  .strictObject({
    source: z.string().trim().min(1).max(200).meta({ description: 'Which database replied.' }),
    asOf: Instant.meta({ description: 'State of its data.' }),
    answers: z
      .array(
        z.strictObject({
          phone: z.string().trim().min(3).max(40),
          consentAt: Instant.meta({ description: 'The day of consent that was asked about.' }),
          answer: z.enum(['no', 'yes', 'unknown']).meta({ description: 'yes: disconnected on or after that day.' }),
        }),
      )
      .min(1)
      .max(5_000),
  })
  .meta({
    id: 'ReassignedUpload',
    example: {
      source: 'Reassigned Numbers Database',
      asOf: '2026-11-20T00:00:00Z',
      answers: [{ phone: '+12125550142', consentAt: '2026-01-05T00:00:00Z', answer: 'no' }],
    },
  });
export const ReassignedResult = z
  .object({ recorded: z.number().int().meta({ description: 'Older answers than what is kept change nothing.' }) })
  .meta({ id: 'ReassignedResult' });
