import express, { type Express, type Response } from 'express';
import { z } from 'zod';
import type { CallLog } from './call-log.ts';
import {
  type CarrierHealth,
  type CarrierProblem,
  FakeBehaviour,
  type FakeReport,
  Faults,
  PlaceCall,
  type PlacedCall,
} from './contract.ts';
import { fakeCall, planFakeCall } from './fake-call.ts';
import { type FaultsOfCall, faultsOf } from './faults.ts';
import { type LoopbackDeps, loopbackCall } from './loopback-call.ts';
import type { Switchboard } from './switchboard.ts';

export type ServerDeps = {
  switchboard: Switchboard;
  callLog: CallLog;
  seed: string;
  speed: number;
  now: () => Date;
  report: (report: FakeReport) => void;
  undeliveredReports: () => number;
  /** Null where no LiveKit is configured. */
  loopback: LoopbackDeps | null;
};

/** The carrier's HTTP face. State that can be switched while running (faults, behaviour) lives here. */
export function devCarrierServer(deps: ServerDeps): Express {
  const { switchboard } = deps;
  let faults = Faults.parse({});
  let behaviour = FakeBehaviour.parse({});
  const app = express()
    .disable('x-powered-by')
    .use(express.json({ limit: '64kb' }));

  app.post('/calls', async (request, response) => {
    const read = PlaceCall.safeParse(request.body);
    if (!read.success) return problem(response, 400, 'invalid', z.prettifyError(read.error));
    const call = read.data;
    if (switchboard.isFenced(call.intent)) {
      switchboard.refuse(call, 'fenced');
      return problem(response, 409, 'fenced', 'the intent is fenced');
    }
    const hit = faultsOf({ ...faults, ...given(call.faults) }, call.intent, switchboard.callsOf(call.intent).length);
    if (hit.refuse) {
      switchboard.refuse(call, 'fault');
      return problem(response, 503, 'unavailable', 'the carrier is out of service');
    }
    const placing = place(call);
    if (hit.loseTrack) {
      placing.catch(() => {});
      return problem(response, 502, 'unknown', 'the carrier lost track of the call', null);
    }
    return answer(response, await placing, hit);
  });

  async function place(call: PlaceCall): Promise<PlacedCall | CarrierProblem> {
    if (call.carrier === 'fake') {
      const plan = planFakeCall(deps.seed, call, behaviour);
      return fakeCall(call, switchboard.place(call), { plan, speed: deps.speed, report: deps.report, now: deps.now });
    }
    if (!deps.loopback) {
      switchboard.refuse(call, 'no-livekit');
      return { type: 'unavailable', detail: 'no LiveKit server is configured for callees', placed: false };
    }
    const placed = await loopbackCall(call, deps.loopback);
    return placed ?? { type: 'room-not-found', detail: 'the room does not exist', placed: false };
  }

  app.get('/calls', (request, response) => {
    const intent = z.uuid().safeParse(request.query['intent']);
    if (!intent.success) return problem(response, 400, 'invalid', 'intent must be a UUID');
    response.json({ calls: switchboard.callsOf(intent.data) });
  });
  app.post('/calls/:intent/hangup', (request, response) => {
    response.json({ hungUp: switchboard.hangUp(request.params.intent) });
  });
  app.post('/intents/:intent/fence', (request, response) => {
    const intent = z.uuid().safeParse(request.params.intent);
    if (!intent.success) return problem(response, 400, 'invalid', 'intent must be a UUID');
    response.json(switchboard.fence(intent.data));
  });
  app.get('/log', (_request, response) => void response.json({ entries: deps.callLog.read() }));
  app.put('/faults', (request, response) => {
    const read = Faults.safeParse(request.body);
    if (!read.success) return problem(response, 400, 'invalid', z.prettifyError(read.error));
    faults = read.data;
    response.json(faults);
  });
  app.put('/behaviour', (request, response) => {
    const read = FakeBehaviour.safeParse(request.body);
    if (!read.success) return problem(response, 400, 'invalid', z.prettifyError(read.error));
    behaviour = read.data;
    response.json(behaviour);
  });
  app.get('/health', (_request, response) => {
    const health: CarrierHealth = {
      status: 'healthy',
      live: switchboard.live,
      placed: switchboard.placed,
      highestConcurrent: switchboard.highestConcurrent,
      undeliveredReports: deps.undeliveredReports(),
      faults,
    };
    response.json(health);
  });
  return app;
}

async function answer(response: Response, outcome: PlacedCall | CarrierProblem, hit: FaultsOfCall): Promise<void> {
  if (hit.slowAnswerMs > 0) await new Promise((resolve) => setTimeout(resolve, hit.slowAnswerMs));
  if (hit.dropAnswer) {
    response.destroy();
    return;
  }
  if ('outcome' in outcome) response.json(outcome);
  else response.status(outcome.type === 'room-not-found' ? 404 : 503).json(outcome);
}

function problem(
  response: Response,
  status: number,
  type: CarrierProblem['type'],
  detail: string,
  placed: boolean | null = false,
): void {
  response.status(status).json({ type, detail, placed } satisfies CarrierProblem);
}

/** Only the faults that a placement names itself. */
function given(faults: PlaceCall['faults']): Partial<Faults> {
  return Object.fromEntries(Object.entries(faults ?? {}).filter(([, value]) => value !== undefined));
}
