import { Button, Group, Text, Title } from '@mantine/core';
import { IconHeadset, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Agent, AgentActivity } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { useMay } from '../../session/use-session.tsx';
import classes from './agent-card.module.css';
import { DIRECTION_WORDS, providerName, STATUS_TONES } from './words.ts';

/** One agent at a glance: what it is, what it is made of, whether it is talking. */
export function AgentCard({ agent, activity }: { agent: Agent; activity: AgentActivity['items'][number] | null }) {
  const mayTest = useMay('agents:test');
  const mayWrite = useMay('agents:write');
  const live = activity?.activeCalls ?? 0;
  const made = [
    ['Model', `${providerName(agent.llmProvider)} · ${agent.llmModel}`],
    ['Voice', `${providerName(agent.voiceProvider)}${agent.voiceId === null ? '' : ` · ${agent.voiceId}`}`],
    ['Hears', `${providerName(agent.sttProvider)}${agent.sttLanguage === null ? '' : ` · ${agent.sttLanguage}`}`],
  ];
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Title order={2} className="clip">
          <Link to="/agents/$id" params={{ id: agent.id }} className={classes.name}>
            {agent.name}
          </Link>
        </Title>
        <StatusBadge tone={STATUS_TONES[agent.status]}>{agent.status}</StatusBadge>
      </Group>
      <Text size="sm" className={`quiet ${classes.description}`}>
        {agent.description || DIRECTION_WORDS[agent.direction]}
      </Text>
      <dl className={classes.made}>
        {made.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="clip" title={value}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <Group justify="space-between" gap="xs" mt="auto">
        {live > 0 ? (
          <StatusBadge tone="good" pulse>
            {counted(live, 'call') + ' now'}
          </StatusBadge>
        ) : (
          <Text size="xs" className="quiet">
            {activity === null ? 'No call today' : `${counted(activity.callsLastDay, 'call')} in 24 hours`}
          </Text>
        )}
        <Group gap={6}>
          <Button
            component={Link}
            to={`/agents/${agent.id}`}
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            aria-label={`${mayWrite ? 'Edit' : 'Look at'} ${agent.name}`}
          >
            {mayWrite ? 'Edit' : 'Look'}
          </Button>
          {mayTest && (
            <Button
              component={Link}
              to={`/agents/${agent.id}/talk`}
              size="compact-sm"
              leftSection={<IconHeadset size={14} aria-hidden />}
              aria-label={`Talk to ${agent.name}`}
            >
              Talk
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}
