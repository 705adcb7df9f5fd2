import { Progress, Text, VisuallyHidden } from '@mantine/core';

/** How much of a file is at the server. @param share 0 to 1 */
export function Sending({ share }: { share: number }) {
  return (
    <div>
      <Progress value={share * 100} aria-label="Sending the file" />
      {/* Beginning and end are told; each step of it would be read out without end. */}
      <VisuallyHidden role="status">
        {share < 1 ? 'Sending the file. Stay on this page until it is there.' : 'The file is there.'}
      </VisuallyHidden>
      <Text size="xs" className="quiet" aria-hidden>
        Sending, {Math.round(share * 100)} %. Stay on this page until it is there.
      </Text>
    </div>
  );
}
