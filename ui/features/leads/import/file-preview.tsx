import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import type { ImportPreview } from '../../../api-client/types.gen.ts';
import { counted } from '../../../parts/figures.ts';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Loading } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import classes from './import.module.css';
import type { ColumnUses } from './upload.ts';
import type { useFilePreview } from './use-file-preview.ts';

const USES = {
  phone: 'Telephone',
  externalId: 'Your id',
  firstName: 'First name',
  lastName: 'Last name',
  fullName: 'Full name',
  company: 'Company',
  email: 'E-mail',
  street: 'Street',
  city: 'City',
  state: 'State',
  postalCode: 'Postal code',
  country: 'Country',
  timeZone: 'Time zone',
  priority: 'Priority',
  doNotCall: 'Do not call',
  custom: 'Keep under its name',
  ignore: 'Leave out',
} as const satisfies Record<ImportPreview['columns'][number]['use'], string>;
const CHOICES = Object.entries(USES).map(([value, label]) => ({ value, label }));
const SURE = 0.75;

/** What is in the file: each column and what it is taken for, and every row that cannot be used, with its remedy. */
export function FilePreview({
  of,
  ...chosen
}: {
  of: ReturnType<typeof useFilePreview>;
  uses: ColumnUses;
  onUses: (uses: ColumnUses) => void;
}) {
  return (
    <>
      {of.error !== null && <ProblemNotice error={of.error} onRetry={() => void of.refetch()} />}
      {of.data === undefined ? (
        of.error === null && <Loading label="Looking at the file" />
      ) : (
        <ColumnsAndRows preview={of.data} {...chosen} />
      )}
    </>
  );
}

function ColumnsAndRows({
  preview,
  uses,
  onUses,
}: {
  preview: ImportPreview;
  uses: ColumnUses;
  onUses: (uses: ColumnUses) => void;
}) {
  const { columns, rows, problems, looked } = preview;
  const rejected = rows.filter((row) => row.kind === 'rejected');
  return (
    <Stack gap="md">
      <Panel
        title="Columns"
        note={`${preview.encoding === 'bytes' ? 'Plain text' : preview.encoding}, separated by ${SEPARATORS[preview.delimiter] ?? preview.delimiter}. Change what was taken for something else.`}
      >
        <div className={classes.columns}>
          {columns.map((column) => (
            <div key={column.index} className={classes.column} data-use={column.use}>
              <Group justify="space-between" gap={6} wrap="nowrap">
                <Text size="sm" fw={600} className="clip" title={column.heading}>
                  {column.heading || `Column ${column.index + 1}`}
                </Text>
                {column.confidence < SURE && uses[nameOf(column)] === undefined && (
                  <StatusBadge tone="warn">sure?</StatusBadge>
                )}
              </Group>
              <NativeSelect
                aria-label={`Meaning of ${column.heading || `column ${column.index + 1}`}`}
                data={CHOICES}
                value={column.use}
                onChange={(event) => onUses({ ...uses, [nameOf(column)]: event.currentTarget.value })}
                size="xs"
              />
              <span className={`clip ${classes.examples}`} title={column.because}>
                {column.examples.slice(0, 2).join(', ') || 'empty'}
              </span>
            </div>
          ))}
        </div>
      </Panel>
      <Panel
        title="Rows"
        note={`Of the ${counted(looked.rows, 'row')} looked at: ${looked.accepted} can be used, ${looked.rejected} cannot.`}
      >
        {problems.length === 0 && rejected.length === 0 ? (
          <Text size="sm">
            No problem in the rows that were looked at. All others are checked as they are imported.
          </Text>
        ) : (
          <ul className={classes.problems} tabIndex={0} aria-label="Rows and columns with problems">
            {problems.map(({ column, problem, remedy }) => (
              <li key={`${column}${problem}`}>
                <span className="quiet">{column ?? 'File'}</span>
                <span>
                  {problem} <b>{remedy}</b>
                </span>
              </li>
            ))}
            {rejected.map((row) => (
              <li key={row.line}>
                <span className="quiet">Line {row.line}</span>
                <span>
                  {row.column !== null && <i>{row.column}: </i>}
                  {row.reason} <b>{row.remedy}</b>
                </span>
              </li>
            ))}
            {looked.rejected > rejected.length && (
              <li>
                <span />
                <span className="quiet">
                  and {counted(looked.rejected - rejected.length, 'row')} more: after the import they can be downloaded
                  together, with what to mend.
                </span>
              </li>
            )}
          </ul>
        )}
      </Panel>
    </Stack>
  );
}

/** Columns are named by heading, or by number from 1. */
function nameOf({ heading, index }: ImportPreview['columns'][number]): string {
  return heading === '' ? String(index + 1) : heading;
}

const SEPARATORS: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };
