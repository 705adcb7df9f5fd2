import { Button, Menu, Text } from '@mantine/core';
import { IconArchive, IconChevronDown, IconHeadset } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getAgentOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Agent } from '../../api-client/types.gen.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Tabbed } from '../../parts/tabbed.tsx';
import { useMay, useMe } from '../../session/use-session.tsx';
import { AGENT_TAB_TITLES, AGENT_TABS } from './agent-tabs.ts';
import { BehaviourTab } from './behaviour-tab.tsx';
import { FallbacksTab } from './fallbacks-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { HoursTab } from './hours-tab.tsx';
import { ListeningTab } from './listening-tab.tsx';
import { ModelTab } from './model-tab.tsx';
import { PromptsTab } from './prompts-tab.tsx';
import { PutAway } from './put-away.tsx';
import { SaveBar } from './save-bar.tsx';
import { useAgentStatus } from './use-agent-status.ts';
import { useDraft } from './use-draft.ts';
import { useSaveAgent } from './use-save-agent.ts';
import { VoiceTab } from './voice-tab.tsx';
import { DIRECTION_WORDS, STATUS_MEANINGS, STATUS_TONES } from './words.ts';

const route = getRouteApi('/frame/agents/$id');

const HEAD = { title: 'Agent', up: { label: 'Agents', to: '/agents' } } as const;

export function AgentPage() {
  const { id } = route.useParams();
  const agent = useQuery(getAgentOptions({ path: { id } }));
  // What was typed belongs to a person: it is read once it is known who this is.
  const me = useMe();
  return (
    <Loaded of={agent} what="see agents" head={HEAD}>
      {(stored) => (
        <Loaded of={me} what="see agents" head={HEAD}>
          {({ id: user }) => <AgentEditor key={`${user} ${stored.id}`} stored={stored} user={user} />}
        </Loaded>
      )}
    </Loaded>
  );
}

/** Everything about one agent, by what a person wants to change. */
function AgentEditor({ stored, user }: { stored: Agent; user: string }) {
  const { tab = 'prompts' } = route.useSearch();
  const navigate = route.useNavigate();
  const draft = useDraft(stored, user);
  const save = useSaveAgent(stored, draft);
  const status = useAgentStatus(stored, draft);
  const mayWrite = useMay('agents:write');
  const mayTest = useMay('agents:test');
  const [putAway, setPutAway] = useState<'inactive' | 'archived' | null>(null);
  const part = { stored, draft, disabled: !mayWrite, errors: save.errors };
  return (
    <>
      <PageHeader
        title={stored.name}
        up={{ label: 'Agents', to: '/agents' }}
        beside={<StatusBadge tone={STATUS_TONES[stored.status]}>{stored.status}</StatusBadge>}
        lead={`${DIRECTION_WORDS[stored.direction]}. ${STATUS_MEANINGS[stored.status]} Version ${stored.version}.`}
        actions={
          <>
            {mayWrite && (
              <StatusMenu
                stored={stored}
                onChoose={(to) => {
                  status.reset();
                  if (to === 'inactive' || to === 'archived') setPutAway(to);
                  else status.set(to);
                }}
              />
            )}
            {mayTest && stored.status !== 'archived' && (
              <Button
                component={Link}
                to={`/agents/${stored.id}/talk`}
                leftSection={<IconHeadset size={16} aria-hidden />}
              >
                Talk
              </Button>
            )}
          </>
        }
      />
      {putAway === null && status.error !== null && <ProblemNotice error={status.error} />}
      {!mayWrite && (
        <Text size="sm" className="quiet" mb="sm">
          You may look at agents; owners and managers change them.
        </Text>
      )}
      <Tabbed
        label="Parts of the agent"
        names={AGENT_TABS}
        titles={AGENT_TAB_TITLES}
        value={tab}
        onChange={(name) => void navigate({ search: { tab: name === 'prompts' ? undefined : name } })}
        panels={{
          prompts: <PromptsTab {...part} />,
          voice: <VoiceTab {...part} />,
          model: <ModelTab {...part} />,
          listening: <ListeningTab {...part} />,
          fallbacks: <FallbacksTab {...part} />,
          behaviour: <BehaviourTab {...part} />,
          hours: <HoursTab {...part} />,
          history: <HistoryTab stored={stored} disabled={!mayWrite} onRestored={draft.follow} />,
        }}
      />
      {mayWrite && <SaveBar stored={stored} draft={draft} save={save} />}
      {putAway !== null && (
        <PutAway
          agent={stored}
          to={putAway}
          of={status}
          onConfirm={() => status.set(putAway, () => setPutAway(null))}
          onClose={() => setPutAway(null)}
        />
      )}
    </>
  );
}

const MOVES: Readonly<Record<Agent['status'], readonly Agent['status'][]>> = {
  draft: ['active', 'archived'],
  active: ['inactive', 'archived'],
  inactive: ['active', 'archived'],
  archived: ['draft', 'active'],
};
const MOVE_WORDS: Readonly<Record<Agent['status'], string>> = {
  active: 'Activate: it takes calls',
  inactive: 'Deactivate: no more calls of campaigns',
  archived: 'Archive',
  draft: 'Bring back as a draft',
};

function StatusMenu({ stored, onChoose }: { stored: Agent; onChoose: (status: Agent['status']) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={15} aria-hidden />}>
          Status
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {MOVES[stored.status].map((status) => (
          <Menu.Item
            key={status}
            leftSection={status === 'archived' ? <IconArchive size={16} aria-hidden /> : undefined}
            onClick={() => onChoose(status)}
          >
            {MOVE_WORDS[status]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
