import { z } from 'zod';
import { Email, Password } from './auth.ts';

export const SetupState = z
  .object({
    needed: z.boolean().meta({ description: 'Nobody can sign in yet: the first owner is still to be made.' }),
  })
  .meta({ id: 'SetupState' });

/** What the first owner tells of themselves, and the proof that they may. */
export const Setup = z
  .strictObject({
    code: z.string().trim().min(1).max(64).meta({
      description: 'The set-up code that the API printed when it started. Dashes and letter case do not matter.',
      example: 'K7QM-2XVD-9RTB-H4WE',
    }),
    tenantName: z.string().trim().min(1).max(120).meta({ example: 'Harbour Lane Solar' }),
    defaultCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two capital letters, such as US')
      .default('US')
      .meta({ description: 'How numbers without a country code are read.' }),
    name: z.string().trim().max(120).default('').meta({ description: 'Of the owner.', example: 'Ana' }),
    email: Email,
    password: Password,
  })
  .meta({
    id: 'Setup',
    example: {
      code: 'K7QM-2XVD-9RTB-H4WE',
      tenantName: 'Harbour Lane Solar',
      email: 'ana@example.com',
      password: 'correct horse battery staple',
    },
  });
export type Setup = z.infer<typeof Setup>;
