import { Health } from '../../api/contract/health.ts';
import { bad, type Finding, good, warning } from './finding.ts';

/** What a dependency is called, and what to do when it is away. */
const SERVICES: Readonly<Record<string, { title: string; remedy: string }>> = {
  database: {
    title: 'Database',
    remedy: 'See that Postgres runs and that DATABASE_URL names it; `npm start` starts one where none is configured.',
  },
  temporal: {
    title: 'Temporal',
    remedy: 'See that it runs and that TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE name it. Running campaigns wait for it.',
  },
  livekit: {
    title: 'LiveKit',
    remedy: 'See that it runs and that LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET fit it.',
  },
  voiceWorkers: {
    title: 'Voice workers',
    remedy:
      'Start one with `node voice-worker/main.ts start`; its log says why it ends. Nothing with media is dialled meanwhile.',
  },
  storage: {
    title: 'File storage',
    remedy: 'Give the server a folder it may write to (STORAGE_DIR), or an S3 bucket.',
  },
  devCarrier: {
    title: 'Development carrier',
    remedy: 'Only trunks of the loopback and fake carriers need it: start it with `node dev-carrier/main.ts`.',
  },
  ledger: {
    title: 'Sealing of the ledger',
    remedy: 'Workers seal it: see that one runs and what its log says. Calls go on; their record is proved later.',
  },
};

/** Asks the server about itself and everything it depends on. Throws when nobody answers. */
export async function lookAtServices(url: string): Promise<Finding[]> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/health`, { signal: AbortSignal.timeout(15_000) });
  const parsed = Health.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    return [
      bad('Server', `${url} answers, but not as Ringfence does`, 'Check the address in RINGFENCE_URL or log in again.'),
    ];
  }
  const { version, uptimeSeconds, details, timeZoneData } = parsed.data;
  return [
    good('Server', `${url}, version ${version}, up for ${Math.round(uptimeSeconds / 60)} min`),
    ...Object.entries(details).map(([name, { state, ...rest }]) => serviceFinding(name, state, rest)),
    zoneFinding(timeZoneData),
  ];
}

function serviceFinding(
  name: string,
  state: string,
  { version, latencyMs, detail }: { version: string | null; latencyMs: number | null; detail: string | null },
): Finding {
  const { title, remedy } = SERVICES[name] ?? { title: name, remedy: 'See the server’s log.' };
  const facts = [version, detail, latencyMs === null ? null : `${latencyMs} ms`].filter((fact) => fact !== null);
  const found = [state, ...facts].join(', ');
  if (state === 'connected') return good(title, found);
  if (state === 'not configured') return good(title, `not configured${detail ? `: ${detail}` : ''}`);
  return state === 'degraded' ? warning(title, found, remedy) : bad(title, found, remedy);
}

function zoneFinding({ rules, runtime }: { rules: string; runtime: string }): Finding {
  // The runtime's own data is never asked for a legal hour, so its age does not matter.
  return good('Time zones', `release ${rules} decides calling hours (the runtime's own ${runtime} is not used)`);
}
