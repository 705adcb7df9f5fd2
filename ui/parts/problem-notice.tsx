import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { problemOf } from '../http/problem.ts';

/** Any error, as the API explains it: what happened, which field, what to do. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = problemOf(error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={problem.title}
      styles={{ title: { color: 'var(--bad-text)' } }}
    >
      <Text size="sm">{problem.detail}</Text>
      {problem.errors && problem.errors.length > 0 && (
        <List size="sm" mt={6} spacing={4}>
          {problem.errors.map(({ field, message, remedy }) => (
            <List.Item key={field + message}>
              <b>{field}</b>: {message} {remedy}
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
            {problem.instance.replace('urn:ringfence:', '')}
          </Text>
        )}
      </Group>
    </Alert>
  );
}
