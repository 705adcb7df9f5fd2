import { type LargeTenant, seedLargeTenant } from '../../bench/web/large-tenant.ts';
import { startSteadyEvents } from '../../bench/web/steady-events.ts';
import { connectDatabase } from '../../database/connect.ts';
import { createKeyring } from '../../keyring/keyring.ts';
import type { RunningSystem } from './running-system.ts';

export interface SecondTenant extends LargeTenant {
  leadId: string;
  callId: string;
  /** Ends the calls that go on there. */
  stop(): Promise<void>;
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
