import { Select } from '@mantine/core';

type Choice<V extends string> = V | { value: V; label: string };

/** A choice that narrows a list; nothing chosen narrows nothing. Long lists of choices can be searched. */
export function ChoiceFilter<V extends string>({
  label,
  any,
  choices,
  value,
  onChoose,
  width = 170,
}: {
  label: string;
  /** What is shown while nothing is chosen, such as “Any campaign”. */
  any: string;
  choices: readonly Choice<V>[];
  value: V | undefined;
  onChoose: (value: V | undefined) => void;
  width?: number;
}) {
  const values = choices.map((choice) => (typeof choice === 'string' ? choice : choice.value));
  return (
    <Select
      aria-label={label}
      placeholder={any}
      data={choices.map((choice) => (typeof choice === 'string' ? { value: choice, label: choice } : choice))}
      value={value ?? null}
      onChange={(chosen) => onChoose(values.find((one) => one === chosen))}
      clearable
      searchable={choices.length > 8}
      w={width}
    />
  );
}
