import { z } from 'zod';
import { Email, Password, UserRole } from './auth.ts';
import { Id, OutId, Version } from './id.ts';
import { Country } from './lists.ts';
import { PageQuery, pageOf } from './page.ts';
import { Instant } from './time.ts';

/** What protects who is called, and what proves it. */
export const limits = {
  attemptsPerNumberPerDay: z.number().int().min(1).max(100),
  attemptsPerLeadPerDay: z.number().int().min(1).max(100),
  retentionDays: z.number().int().min(30).max(36_500),
};
const settings = {
  name: z.string().trim().min(1).max(200),
  defaultCountry: Country,
  maxConcurrentCalls: z.number().int().min(0).max(100_000),
  ...limits,
  disclosureMessage: z.string().max(1000).nullable().meta({
    description: 'Who calls and that it is a machine; spoken first unless agent or campaign says it otherwise.',
  }),
  fourEyes: z.boolean().meta({
    description:
      'A second person, never its author, approves a change of law and whatever makes the tenant’s own rules or limits laxer.',
  }),
};
export const Tenant = z
  .object({
    id: OutId,
    slug: z.string(),
    ...settings,
    demonstration: z.boolean(),
    clockOffsetMs: z.number().int().meta({ description: 'The demonstration clock minus the real one; 0 without.' }),
    createdAt: Instant,
  })
  .meta({ id: 'Tenant' });
export type Tenant = z.infer<typeof Tenant>;
export const TenantUpdate = z
  .strictObject(settings)
  .partial()
  .meta({ id: 'TenantUpdate', example: { maxConcurrentCalls: 50 } });

export const User = z
  .object({
    id: OutId,
    email: z.string(),
    name: z.string(),
    role: UserRole,
    disabled: z.boolean(),
    lastSignInAt: Instant.nullable(),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;
export const UserPage = pageOf('UserPage', User);
export const UserCreate = z
  .strictObject({ email: Email, name: z.string().max(200).default(''), role: UserRole, password: Password })
  .meta({
    id: 'UserCreate',
    example: { email: 'ana@example.com', name: 'Ana', role: 'manager', password: 'correct horse battery staple' },
  });
export const UserUpdate = z
  .strictObject({ name: z.string().max(200), role: UserRole, disabled: z.boolean(), password: Password })
  .partial()
  .meta({ id: 'UserUpdate', example: { role: 'viewer' } });
export const UserQuery = PageQuery;

export const ApiKey = z
  .object({
    id: OutId,
    name: z.string(),
    prefix: z.string().meta({ description: 'Beginning of the secret, to tell keys apart.' }),
    role: UserRole,
    scopes: z.array(z.string()),
    createdBy: z.string().nullable(),
    expiresAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyPage = pageOf('ApiKeyPage', ApiKey);
export const ApiKeyCreate = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    role: UserRole,
    scopes: z
      .array(z.string().max(60))
      .max(60)
      .default([])
      .meta({
        description: 'Permissions it is limited to; empty: everything its role may.',
        example: ['lists:write', 'imports:read'],
      }),
    expiresAt: Instant.nullish(),
  })
  .meta({ id: 'ApiKeyCreate', example: { name: 'CRM', role: 'manager', scopes: ['lists:write'] } });
export const NewApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'The key. Shown this once and never again.', example: 'rf_…' }),
}).meta({ id: 'NewApiKey' });
export const ApiKeyQuery = PageQuery.extend({
  revoked: z.stringbool().default(false).meta({ description: 'Also revoked ones.' }),
});

const provider = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'a provider is named in lower case, such as openai');
const secret = z.string().trim().min(1).max(4000);
export const Credential = z
  .object({
    id: OutId,
    provider: z.string(),
    label: z.string(),
    agentId: OutId.nullable().meta({ description: 'Null: for every agent without one of its own.' }),
    last4: z.string(),
    createdAt: Instant,
    rotatedAt: Instant.nullable(),
  })
  .meta({ id: 'ProviderCredential', description: 'A key of a provider. Encrypted at rest and never shown again.' });
export type Credential = z.infer<typeof Credential>;
export const CredentialPage = pageOf('ProviderCredentialPage', Credential);
export const CredentialCreate = z
  .strictObject({
    provider,
    apiKey: secret,
    baseUrl: z.url().max(500).nullish(),
    label: z.string().max(120).default(''),
    agentId: Id.nullish(),
  })
  .meta({ id: 'ProviderCredentialCreate', example: { provider: 'openai', apiKey: 'sk-…', label: 'Production' } });
export const CredentialRotate = z
  .strictObject({ apiKey: secret, baseUrl: z.url().max(500).nullish(), label: z.string().max(120).optional() })
  .meta({ id: 'ProviderCredentialRotate' });
export const CredentialQuery = PageQuery.extend({ agentId: Id.optional(), provider: provider.optional() });
