import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import { typedNumber } from './typed-number.ts';

/**
 * A number that has to be there: it may be emptied to type another one, and is what it was where nothing is typed. What is
 * typed stands as it is until the field is left; then the number stands there that was made of it.
 */
export function NumberField({
  value,
  onChange,
  ...rest
}: Omit<NumberInputProps, 'value' | 'onChange' | 'onBlur'> & { value: number; onChange: (value: number) => void }) {
  const [typed, setTyped] = useState<string | number | null>(null);
  return (
    <NumberInput
      {...rest}
      value={typed ?? value}
      onChange={(next) => {
        setTyped(next);
        const number = typedNumber(next);
        if (number !== null) onChange(number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
