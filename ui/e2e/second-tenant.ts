import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../api/auth/passwords.ts';
import { type LargeTenant, seedLargeTenant } from '../../bench/web/large-tenant.ts';
import { startSteadyEvents } from '../../bench/web/steady-events.ts';
import { connectDatabase } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import type { RunningSystem } from './running-system.ts';

export interface SecondTenant extends LargeTenant {
  leadId: string;
  callId: string;
  /** Ends the calls that go on there. */
  stop(): Promise<void>;
}

export interface EmptyTenant {
  slug: string;
  email: string;
  password: string;
}

/** Another tenant in which nothing was done yet. */
export async function addEmptyTenant({ environment }: Pick<RunningSystem, 'environment'>): Promise<EmptyTenant> {
  const of = (name: string) => environment[name] ?? '';
  const database = await connectDatabase(of('DATABASE_URL'), { poolSize: 1 });
  try {
    const [id, password] = [randomUUID() as TenantId, randomUUID()];
    const [slug, email] = [`empty-${id.slice(0, 8)}`, `owner@${id}.example`];
    await database.inTenant(id, async (tx) => {
      await tx.query(`insert into tenants (id, slug, name) values ($1, $2, 'Nothing yet')`, [id, slug]);
      await tx.query(
        `insert into users (tenant_id, email, name, role, password_hash) values ($1, $2, 'Otto Owner', 'owner', $3)`,
        [id, email, await hashPassword(password)],
      );
    });
    return { slug, email, password };
  } finally {
    await database.close();
  }
}

/** Another tenant of the same installation, with people, calls and a campaign of its own that goes on calling. */
export async function addSecondTenant({ environment }: Pick<RunningSystem, 'environment'>): Promise<SecondTenant> {
  const of = (name: string) => environment[name] ?? '';
  const database = await connectDatabase(of('DATABASE_URL'), { poolSize: 2 });
  const keyring = createKeyring(of('RINGFENCE_KEYS'), of('RINGFENCE_HMAC_KEY'));
  const tenant = await seedLargeTenant(database, keyring, { leads: 1_000, calls: 20 });
  const [call] = await database.inTenant(tenant.tenantId, (tx) =>
    tx.query<{ id: string; lead_id: string }>('select id, lead_id from calls limit 1'),
  );
  if (!call) throw new Error('the second tenant has no call');
  const events = startSteadyEvents(database, tenant, 5);
  return {
    ...tenant,
    leadId: call.lead_id,
    callId: call.id,
    async stop() {
      await events.stop();
      await database.close();
    },
  };
}
