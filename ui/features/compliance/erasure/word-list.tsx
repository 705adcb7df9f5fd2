import { Text } from '@mantine/core';

/** Sentences of the API, one below the other. */
export function WordList({ words }: { words: readonly string[] }) {
  return (
    <ul style={{ margin: '10px 0 0', paddingInlineStart: 18 }}>
      {words.map((one) => (
        <Text key={one} size="sm" component="li">
          {one}
        </Text>
      ))}
    </ul>
  );
}
