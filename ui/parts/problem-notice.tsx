import { Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { isUnreachable, problemOf } from '../http/problem.ts';
import { Notice } from './notice.tsx';

const GOES_ON = 'Check the network. Nothing was lost: this screen goes on by itself once the server answers.';

/** Any error, as the API explains it: what happened, which field, what to do. With `onRetry` it is one of reading. */
export function ProblemNotice({
  error,
  onRetry,
  nameOf = (field) => field,
}: {
  error: unknown;
  onRetry?: () => void;
  /** What people know a field by. */
  nameOf?: (field: string) => string;
}) {
  const problem = problemOf(error);
  return (
    <Notice tone="bad" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />} title={problem.title}>
      <Text size="sm">{onRetry && isUnreachable(error) ? GOES_ON : problem.detail}</Text>
      {problem.errors && problem.errors.length > 0 && (
        <List size="sm" mt={6} spacing={4}>
          {problem.errors.map(({ field, message, remedy }) => (
            <List.Item key={field + message}>
              {!field.startsWith('path.') && <b>{nameOf(field)}: </b>}
              {message} {remedy}
            </List.Item>
          ))}
        </List>
      )}
      <Group mt="xs" gap="sm">
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {problem.instance !== '' && (
          <Text size="xs" className="quiet">
            {problem.instance.replace('urn:ringfence:request:', 'Request ')}
          </Text>
        )}
      </Group>
    </Notice>
  );
}
