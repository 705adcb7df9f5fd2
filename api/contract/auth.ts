import { z } from 'zod';
import { Instant } from './time.ts';
import { OutId } from './id.ts';

export const UserRole = z
  .enum(['owner', 'manager', 'compliance', 'operator', 'viewer'])
  .meta({ id: 'UserRole', description: 'What somebody may do; see docs/api.md for the table.' });
export type UserRole = z.infer<typeof UserRole>;

export const Email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .meta({ description: 'E-mail address.', example: 'ana@example.com' });

export const Password = z
  .string()
  .min(12)
  .max(200)
  .meta({ description: '12 to 200 characters; a sentence is best.', example: 'correct horse battery staple' });

export const SignIn = z
  .strictObject({ email: Email, password: z.string().min(1).max(200) })
  .meta({ id: 'SignIn', example: { email: 'ana@example.com', password: 'correct horse battery staple' } });

export const SignedInUser = z
  .object({ id: OutId, tenantId: OutId, email: z.string(), name: z.string(), role: UserRole })
  .meta({ id: 'SignedInUser' });

/** Access token in the body, refresh token in an httpOnly cookie. */
export const Session = z
  .object({
    accessToken: z.string().meta({ description: 'Send as `Authorization: Bearer`. Good for 15 minutes.' }),
    expiresAt: Instant,
    user: SignedInUser,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const Me = z
  .object({
    kind: z.enum(['user', 'api-key']),
    id: OutId,
    tenantId: OutId,
    tenantName: z.string(),
    role: UserRole,
    name: z.string(),
    email: z.string().nullable(),
    permissions: z.array(z.string()).meta({ description: 'What this person or key may do.' }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const ChangePassword = z
  .strictObject({ current: z.string().min(1).max(200), next: Password })
  .meta({ id: 'ChangePassword' });
