import { Stack, Table, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listProvisionsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Provision } from '../../../api-client/types.gen.ts';
import { ChoiceFilter } from '../../../parts/choice-filter.tsx';
import { counted } from '../../../parts/figures.ts';
import { Filters } from '../../../parts/filters.tsx';
import { AnchorLink } from '../../../parts/links.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { TypedFilter } from '../../../parts/typed-filter.tsx';
import { CompliancePlaces, NotLegalAdvice } from '../compliance-places.tsx';
import { CONFIDENCE } from '../words.ts';
import { placeName } from './place-name.ts';
import { datesWords, requirementWords, scopeWords } from './requirement-words.ts';

const CONFIDENCES = ['primary', 'secondary', 'unverified'] as const;

/** Every provision that the tenant is screened by, by place, with its law, its dates and how well it is known. */
export function Rules() {
  const filter = useSearch({ from: '/frame/compliance/rules' });
  const navigate = useNavigate();
  const provisions = useQuery({ ...listProvisionsOptions(), staleTime: 30_000 });
  // Back takes away what was chosen last; words that are typed are one step, not one a letter.
  const set = (change: Partial<typeof filter>, replace = false) =>
    void navigate({ to: '/compliance/rules', search: { ...filter, ...change }, replace });
  const places = [...new Set((provisions.data?.items ?? []).map(({ jurisdiction }) => jurisdiction))].toSorted();
  return (
    <>
      <CompliancePlaces lead="What is asked before each call, place by place. Where several speak, the strictest decides." />
      <Stack gap="md">
        <NotLegalAdvice />
        <Filters label="Filter rules">
          <ChoiceFilter
            label="Place"
            any="Every place"
            choices={places.map((value) => ({ value, label: placeName(value) }))}
            value={filter.place}
            onChoose={(place) => set({ place })}
            width={190}
          />
          <ChoiceFilter
            label="How well it is known"
            any="However well known"
            choices={CONFIDENCES}
            value={filter.confidence}
            onChoose={(confidence) => set({ confidence })}
            width={180}
          />
          <TypedFilter
            label="Words in the rule or its citation"
            placeholder="Words, citation, id"
            value={filter.search}
            onType={(search) => set({ search }, filter.search !== undefined)}
          />
        </Filters>
        <Loaded of={provisions} what="see rules">
          {({ items, rulesVersion }) => (
            <ByPlace items={items.filter((one) => fits(one, filter))} version={rulesVersion} />
          )}
        </Loaded>
        <Text size="sm">
          Which packs of law apply, your own stricter choices, overrides and holidays are under{' '}
          <AnchorLink to="/compliance/profile" inherit underline="always">
            Profile
          </AnchorLink>
          .
        </Text>
      </Stack>
    </>
  );
}

function fits(
  one: Provision,
  { place, confidence, search }: { place?: string; confidence?: string; search?: string },
): boolean {
  if (place !== undefined && one.jurisdiction !== place) return false;
  if (confidence !== undefined && one.confidence !== confidence) return false;
  return search === undefined || `${one.id} ${one.title} ${one.citation}`.toLowerCase().includes(search.toLowerCase());
}

function ByPlace({ items, version }: { items: readonly Provision[]; version: string }) {
  if (items.length === 0) return <Empty title="No rule is like that" />;
  const byPlace = [...Map.groupBy(items, ({ jurisdiction }) => jurisdiction)].toSorted(([a], [b]) =>
    a.localeCompare(b),
  );
  return (
    <>
      <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
        {counted(items.length, 'rule')} in {counted(byPlace.length, 'place')}. Version {version}
      </Text>
      {byPlace.map(([place, rules]) => (
        <Panel key={place} title={placeName(place)} note={counted(rules.length, 'rule')} flush>
          <SmallTable
            label={`Rules of ${placeName(place)}`}
            heads={['What it asks', 'For', 'In force', 'Law']}
            minWidth={680}
          >
            {rules.map((rule) => (
              <Row key={rule.id} rule={rule} />
            ))}
          </SmallTable>
        </Panel>
      ))}
    </>
  );
}

function Row({ rule }: { rule: Provision }) {
  const confidence = CONFIDENCE[rule.confidence];
  return (
    <Table.Tr>
      <Table.Td style={{ width: '38%' }}>
        <Text size="sm" fw={600}>
          {rule.title} {rule.overridden && <StatusBadge tone="warn">overridden</StatusBadge>}
        </Text>
        <Text size="xs">{requirementWords(rule.requires)}</Text>
        <Text size="xs" className="quiet">
          {rule.id}
        </Text>
      </Table.Td>
      <Table.Td style={{ width: '22%' }}>
        <Text size="xs">{scopeWords(rule.where, rule.appliesTo)}</Text>
      </Table.Td>
      <Table.Td style={{ width: '14%' }}>
        <Text size="xs">{datesWords(rule.from, rule.until)}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="xs">{rule.citation || 'A rule of the house'}</Text>
        {confidence && (
          <Tooltip label={confidence.note}>
            <span tabIndex={0}>
              <StatusBadge tone={confidence.tone}>{confidence.label}</StatusBadge>
            </span>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
