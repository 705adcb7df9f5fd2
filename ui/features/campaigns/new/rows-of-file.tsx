import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listImportsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { isOver } from '../../leads/import/import-progress.tsx';

/** What became of the rows of the file that filled a list last: whoever is not among the leads is accounted for. */
export function RowsOfFile({ listId }: { listId: string }) {
  const imports = useQuery({
    ...listImportsOptions({ path: { id: listId }, query: { limit: 1 } }),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => !isOver(one)) ? 2_000 : false),
    meta: { part: 'what became of the rows of the file' },
  });
  const one = imports.data?.items[0];
  if (one === undefined) return null;
  const parts = [
    `${figure(one.accepted)} became leads`,
    ...(one.duplicate > 0 ? [`${figure(one.duplicate)} ${one.duplicate === 1 ? 'was' : 'were'} there already`] : []),
    ...(one.rejected > 0 ? [`${figure(one.rejected)} cannot be used`] : []),
  ];
  return (
    <Text size="xs" className="quiet">
      {isOver(one) ? 'Of' : 'Importing: of'} {counted(one.rowsRead, 'row')} of{' '}
      <AnchorLink to="/leads/imports/$id" params={{ id: one.id }} inherit underline="always">
        {one.fileName || 'the file'}
      </AnchorLink>{' '}
      {parts.join(', ')}.
    </Text>
  );
}
