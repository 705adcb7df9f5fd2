import { Table } from '@mantine/core';
import type { CatalogueModel } from '../../api-client/types.gen.ts';
import { figure } from '../../parts/figures.ts';
import { Named } from '../../parts/small-table.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Choose } from './choose.tsx';
import { NoKeyYet } from './no-key-yet.tsx';
import { providerName } from './words.ts';

const COSTS: Readonly<Record<CatalogueModel['cost'], string>> = {
  free: 'free',
  low: '$ · under 0.30',
  medium: '$$ · under 1.50',
  high: '$$$ · under 5',
  highest: '$$$$ · above 5',
};

/** A model of the catalogue, with what it takes and costs. */
export function ModelRow({
  model,
  chosen,
  disabled,
  onChoose,
}: {
  model: CatalogueModel;
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}) {
  return (
    <Table.Tr data-chosen={chosen || undefined}>
      <Named
        note={
          <>
            {providerName(model.provider)} · {model.id}
            {!model.key && <NoKeyYet />}
          </>
        }
      >
        {model.name} {model.recommended && <StatusBadge tone="good">recommended</StatusBadge>}
      </Named>
      <Table.Td>{model.bestFor}</Table.Td>
      <Table.Td ta="right">{model.contextWindow === null ? '–' : figure(model.contextWindow)}</Table.Td>
      <Table.Td ta="right">{model.maxOutput === null ? '–' : figure(model.maxOutput)}</Table.Td>
      <Table.Td className="nowrap">{COSTS[model.cost]}</Table.Td>
      <Table.Td ta="right">
        <Choose
          chosen={chosen}
          disabled={disabled}
          name={`${model.name} of ${providerName(model.provider)}`}
          onChoose={onChoose}
        />
      </Table.Td>
    </Table.Tr>
  );
}
