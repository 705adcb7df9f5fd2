import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallLog, readCallLog } from '../../dev-carrier/call-log.ts';
import type { CarrierLogEntry, FakeBehaviour, FakeReport, Faults } from '../../dev-carrier/contract.ts';
import { devCarrierServer } from '../../dev-carrier/server.ts';
import { Switchboard } from '../../dev-carrier/switchboard.ts';
import { DevCarrierClient } from '../telephony/dev-carrier-client.ts';

/** The real development carrier inside the test, on a port of its own. */
export interface TestCarrier {
  readonly client: DevCarrierClient;
  readonly url: string;
  readonly reports: FakeReport[];
  /** So many times faster than real is what rings, talks and is given up from now on. */
  readonly pace: { speed: number };
  /** The carrier's own account of what it was asked to do. */
  log(): CarrierLogEntry[];
  placed(): CarrierLogEntry[];
  behave(behaviour: Partial<FakeBehaviour>): Promise<void>;
  fail(faults: Partial<Faults>): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestCarrier({
  speed = 1_000,
  onReport,
}: {
  speed?: number;
  onReport?: (report: FakeReport) => void;
} = {}): Promise<TestCarrier> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-carrier-'));
  const file = join(folder, 'calls.jsonl');
  const callLog = new CallLog(file);
  const now = () => new Date();
  const switchboard = new Switchboard({ log: callLog, seed: 'engine', now });
  const reports: FakeReport[] = [];
  const settings = {
    switchboard,
    callLog,
    seed: 'engine',
    speed,
    now,
    report(report: FakeReport) {
      reports.push(report);
      onReport?.(report);
    },
    undeliveredReports: () => 0,
    loopback: null,
  };
  const server = createServer(devCarrierServer(settings));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const put = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the carrier answered ${response.status}`);
  };
  const log = () => readCallLog(file);
  return {
    client: new DevCarrierClient(url),
    url,
    reports,
    pace: settings,
    log,
    placed: () => log().filter((entry) => entry.event === 'placed'),
    behave: (behaviour) => put('/behaviour', behaviour),
    fail: (faults) => put('/faults', faults),
    async stop() {
      switchboard.hangUpAll();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      callLog.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
