import { Progress, Text } from '@mantine/core';

/** How much of a file is at the server. @param share 0 to 1 */
export function Sending({ share }: { share: number }) {
  return (
    <div role="status">
      <Progress value={share * 100} aria-label="Sending the file" />
      <Text size="xs" className="quiet">
        Sending, {Math.round(share * 100)} %. Stay on this page until it is there.
      </Text>
    </div>
  );
}
