import { Group, Text } from '@mantine/core';
import type { Health, ServiceHealth } from '../../api-client/types.gen.ts';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';
import classes from './services.module.css';

const NAMES: Readonly<Record<string, string>> = {
  database: 'Postgres',
  temporal: 'Temporal',
  livekit: 'LiveKit',
  voiceWorkers: 'Voice workers',
  storage: 'File store',
  devCarrier: 'Development carrier',
  ledger: 'Ledger',
};
const TONES: Readonly<Record<ServiceHealth['state'], Tone>> = {
  connected: 'good',
  degraded: 'warn',
  unavailable: 'bad',
  'not configured': 'quiet',
};

export function Services({ details }: Pick<Health, 'details'>) {
  return (
    <ul className={classes.services}>
      {Object.entries(details).map(([name, service]) => (
        <li key={name} className={classes.service} data-state={service.state}>
          <Group justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm" fw={600}>
              {NAMES[name] ?? name}
            </Text>
            <StatusBadge tone={TONES[service.state]}>{service.state}</StatusBadge>
          </Group>
          <Text size="xs" className={`quiet ${classes.detail}`}>
            {[
              service.version === null ? null : `version ${service.version}`,
              service.latencyMs === null ? null : `${service.latencyMs} ms`,
              service.detail,
            ]
              .filter((fact) => fact !== null)
              .join(' · ')}
          </Text>
        </li>
      ))}
    </ul>
  );
}
