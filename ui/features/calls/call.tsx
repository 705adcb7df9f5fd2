import { Grid, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getCallOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { CallDetail } from '../../api-client/types.gen.ts';
import { counted, duration } from '../../parts/figures.ts';
import { LeadTime, Moment } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PhoneNumber } from '../../parts/phone-number.tsx';
import { Stat, Stats } from '../../parts/stat.tsx';
import { Loaded } from '../../parts/states.tsx';
import { CallStatus } from '../../parts/status-badge.tsx';
import { TemporalLink } from '../../parts/temporal-link.tsx';
import { useNow } from '../../parts/use-now.ts';
import { Timeline } from './timeline.tsx';
import { Transcript } from './transcript.tsx';
import { Verdicts } from './verdicts.tsx';
import { AnchorLink, ButtonLink } from '../../parts/links.tsx';

/** One call: what was said as it goes on, what happened, why it was allowed. */
export function Call() {
  const { id } = useParams({ from: '/frame/calls/$id' });
  const call = useQuery({
    ...getCallOptions({ path: { id } }),
    // Events bring news at once; this is for what they do not tell.
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'ended' ? 5_000 : false),
  });
  return (
    <Loaded of={call} what="see calls" head={{ title: 'Call', up: { label: 'Calls', to: '/calls' } }}>
      {(data) => <Shown call={data} />}
    </Loaded>
  );
}

function Shown({ call }: { call: CallDetail }) {
  return (
    <>
      <PageHeader
        up={{ label: 'Calls', to: '/calls' }}
        title={call.leadName ?? (call.kind === 'test' ? 'Test call' : 'Call')}
        beside={<CallStatus state={call.state} label={call.dispositionLabel} />}
        lead={<Lead call={call} />}
        actions={
          <Group gap="sm">
            {call.leadId !== null && (
              <ButtonLink to="/leads/$id" params={{ id: call.leadId }} variant="default">
                The lead
              </ButtonLink>
            )}
            <TemporalLink url={call.temporal?.url} expires={call.temporal?.expires} />
          </Group>
        }
      />
      <Stack gap="md">
        <Figures call={call} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Panel title="Conversation" note={call.state === 'active' ? 'As it goes on' : call.whyItEnded}>
              <Transcript call={call} />
            </Panel>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="md">
              <Panel title="Why it was allowed" note="Every rule that was asked">
                <Verdicts verdicts={call.verdicts} timeline={call.timeline} none={whyNoRule(call)} />
              </Panel>
              <Panel title="What happened">
                <Timeline lines={call.timeline} />
              </Panel>
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

function Lead({ call }: { call: CallDetail }) {
  const phone =
    call.leadId === null || call.attempt === null
      ? null
      : { leadId: call.leadId, position: call.attempt.phonePosition };
  return (
    <Group gap={6}>
      {call.number !== null && <PhoneNumber masked={call.number} of={phone} />}
      <span>with {call.agentName ?? 'an agent'}</span>
      {call.campaignId !== null && (
        <span>
          in{' '}
          <AnchorLink to="/campaigns/$id" params={{ id: call.campaignId }} inherit underline="always">
            {call.campaignName}
          </AnchorLink>
        </span>
      )}
    </Group>
  );
}

function Figures({ call }: { call: CallDetail }) {
  const now = useNow(1_000);
  const talk =
    call.state === 'active' && call.answeredAt !== null ? Math.max(0, now - Date.parse(call.answeredAt)) : call.talkMs;
  return (
    <Stats>
      <Stat label="Talk" value={duration(talk)} note={counted(call.turnCount, 'turn')} />
      <Stat label="First word after" value={duration(call.firstAudioMs)} note="answer to agent" />
      <Stat
        label="Agent answers in"
        value={duration(call.latency.medianMs)}
        note={call.latency.p95Ms === null ? 'median' : `median; 95 % within ${duration(call.latency.p95Ms)}`}
      />
      <Stat label="Rang" value={duration(call.attempt?.ringMs ?? null)} />
      <Stat
        label="Answered"
        value={<Moment at={call.answeredAt} />}
        note={call.answeredLocal === null ? undefined : <LeadTime time={call.answeredLocal} />}
      />
    </Stats>
  );
}

function whyNoRule({ kind, state }: CallDetail): string {
  if (kind === 'test') return 'Test calls reach nobody’s telephone.';
  return state === 'ended' ? 'It never came to the dial.' : 'They are asked at the dial, at the last moment.';
}
