import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';

/** A number that has to be there: it may be emptied to type another one, and is what it was where nothing is typed. */
export function NumberField({
  value,
  onChange,
  ...rest
}: Omit<NumberInputProps, 'value' | 'onChange' | 'onBlur'> & { value: number; onChange: (value: number) => void }) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <NumberInput
      {...rest}
      value={isEmpty ? '' : value}
      onChange={(typed) => {
        setEmpty(typeof typed !== 'number');
        if (typeof typed === 'number') onChange(typed);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
