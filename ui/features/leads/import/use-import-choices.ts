import { useKept } from '../../../parts/use-kept.ts';
import { type Agreed, NOTHING_AGREED } from './consent-fields.tsx';
import type { ColumnUses } from './upload.ts';

/** What somebody chose about a file: kept across reloads, where the file itself has to be chosen again. */
export function useImportChoices(key: string, file: File | null) {
  const [name, setName, forgetName] = useKept(`${key}-name`, '');
  const [agreed, setAgreed, forgetAgreed] = useKept<Agreed>(`${key}-consent`, NOTHING_AGREED);
  const [mapped, setMapped, forgetMapped] = useKept<{ file: string; uses: ColumnUses }>(`${key}-columns`, {
    file: '',
    uses: {},
  });
  const of = file === null ? '' : `${file.name} ${file.size}`;
  return {
    name,
    setName,
    agreed,
    setAgreed,
    /** Of this file: columns of another one have other names. */
    uses: mapped.file === of ? mapped.uses : NONE,
    setUses: (uses: ColumnUses) => setMapped({ file: of, uses }),
    forget: () => {
      forgetName();
      forgetAgreed();
      forgetMapped();
    },
  };
}

const NONE: ColumnUses = {};
