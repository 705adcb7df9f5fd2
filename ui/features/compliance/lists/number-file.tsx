import { FileInput, Progress, Text } from '@mantine/core';

/** A file of numbers to be sent, and how much of it is gone. */
export function NumberFile({
  accept,
  file,
  onChoose,
  sending,
}: {
  accept: string;
  file: File | null;
  onChoose: (file: File | null) => void;
  /** Share that was sent, 0 to 1; null: it is not being sent. */
  sending: number | null;
}) {
  return (
    <>
      <FileInput
        label="File"
        placeholder="Choose a file"
        styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
        required
        value={file}
        onChange={onChoose}
        accept={accept}
        clearable
        clearButtonProps={{ 'aria-label': 'Choose another file' }}
      />
      {sending !== null && (
        <div role="status">
          <Progress value={sending * 100} aria-label="Sending the file" />
          <Text size="xs" className="quiet">
            Sending, {Math.round(sending * 100)} %. Stay on this page until it is there.
          </Text>
        </div>
      )}
    </>
  );
}
