import { FileInput } from '@mantine/core';
import { Sending } from '../../../parts/sending.tsx';

/** A file of numbers to be sent, and how much of it is gone. */
export function NumberFile({
  label,
  required = false,
  accept,
  file,
  onChoose,
  sending,
}: {
  label: string;
  required?: boolean;
  accept: string;
  file: File | null;
  onChoose: (file: File | null) => void;
  /** Share that was sent, 0 to 1; null: it is not being sent. */
  sending: number | null;
}) {
  return (
    <>
      <FileInput
        label={label}
        placeholder="Choose a file"
        styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
        required={required}
        value={file}
        onChange={onChoose}
        accept={accept}
        clearable
        clearButtonProps={{ 'aria-label': 'Choose another file' }}
      />
      {sending !== null && <Sending share={sending} />}
    </>
  );
}
