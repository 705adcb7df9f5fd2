import { Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getEngineeringOptions, getHealthOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Health } from '../../api-client/types.gen.ts';
import { figure, roughly } from '../../parts/figures.ts';
import { Moment } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useMay } from '../../session/use-session.tsx';
import { Queues } from './queues.tsx';
import { RecentRequests } from './recent-requests.tsx';
import { Services } from './services.tsx';
import { VoiceWorkers } from './voice-workers.tsx';

const EVERY_MS = 5_000;

/** For engineers: what runs, in which version, what waits, and the way into the Temporal UI. */
export function SystemPage() {
  // The answer is the same body with 503, so that it is shown rather than an error.
  const health = useQuery({ ...getHealthOptions(), refetchInterval: EVERY_MS, retry: false });
  const may = useMay('engineering:read');
  const inside = useQuery({ ...getEngineeringOptions(), refetchInterval: EVERY_MS, enabled: may });
  const found = health.data ?? (isHealth(health.error) ? health.error : undefined);
  return (
    <>
      <PageHeader
        title="System"
        beside={found && <StatusBadge tone={TONES[found.status]}>{found.status}</StatusBadge>}
        lead={
          found && (
            <>
              Version {found.version}, up for {roughly(found.uptimeSeconds)}, read <Moment at={found.timestamp} />. Time
              zone rules {found.timeZoneData.rules}.
            </>
          )
        }
        actions={
          inside.data?.temporal.uiUrl && (
            <Anchor
              href={`${inside.data.temporal.uiUrl}/namespaces/${inside.data.temporal.namespace}/workflows`}
              target="_blank"
              rel="noreferrer"
              size="sm"
            >
              Temporal UI <IconExternalLink size={14} aria-hidden style={{ verticalAlign: '-2px' }} />
            </Anchor>
          )
        }
      />
      <Stack gap="md">
        <Panel title="Dependencies" note="Each is asked by this server, and has two seconds to answer.">
          <Loaded of={{ ...health, data: found }} what="see the health of the system">
            {(body) => <Services details={body.details} />}
          </Loaded>
        </Panel>
        <Loaded of={inside} what="see queues and workers">
          {(body) => (
            <>
              <Panel title="Task queues" note="What waits in Temporal, and who takes it." flush>
                <Queues queues={body.temporal.queues} />
              </Panel>
              <Panel
                title="Voice workers"
                note="60 to 80 % busy is aimed at: below is idle money, above is no room for a burst."
              >
                <VoiceWorkers workers={body.voiceWorkers} />
              </Panel>
              <Panel title="Of this tenant, now">
                <SimpleGrid cols={{ base: 1, xs: 3 }}>
                  <Figure name="Calls that hold a place" value={figure(body.leases)} />
                  <Figure
                    name="Effects not delivered yet"
                    value={figure(body.outbox.waiting)}
                    note={
                      body.outbox.oldestSeconds === null ? undefined : `oldest ${roughly(body.outbox.oldestSeconds)}`
                    }
                  />
                  <Figure
                    name="Deliveries that failed once"
                    value={figure(body.outbox.failing)}
                    note={body.outbox.failing > 0 ? 'tried again by themselves' : undefined}
                  />
                </SimpleGrid>
              </Panel>
            </>
          )}
        </Loaded>
        <RecentRequests />
      </Stack>
    </>
  );
}

const TONES = { healthy: 'good', degraded: 'warn', unhealthy: 'bad' } as const;

function isHealth(value: unknown): value is Health {
  return typeof value === 'object' && value !== null && 'services' in value && 'details' in value;
}

function Figure({ name, value, note }: { name: string; value: string; note?: string | undefined }) {
  return (
    <div>
      <Text size="xs" className="quiet">
        {name}
      </Text>
      <Group gap={6} align="baseline">
        <Text fz={22} fw={620}>
          {value}
        </Text>
        {note && (
          <Text size="xs" className="quiet">
            {note}
          </Text>
        )}
      </Group>
    </div>
  );
}
