import { useKept } from '../../../parts/use-kept.ts';
import { type Agreed, NOTHING_AGREED } from './consent-fields.tsx';
import { chosenFor, identityOf } from './import-choices.ts';
import type { ColumnUses } from './upload.ts';

interface Choices {
  name: string;
  agreed: Agreed;
  uses: ColumnUses;
}
const NOTHING: Choices = { name: '', agreed: NOTHING_AGREED, uses: {} };

/** What somebody chose about a file: kept across reloads, where the file itself has to be chosen again. */
export function useImportChoices(key: string, file: File | null) {
  const [kept, keep, forget] = useKept<Choices & { file: string }>(key, { file: '', ...NOTHING });
  const of = file === null ? '' : identityOf(file);
  const chosen = chosenFor(kept, of, NOTHING);
  const choose = (change: Partial<Choices>) => keep({ ...chosen, ...change, file: of });
  return {
    ...{ name: chosen.name, agreed: chosen.agreed, uses: chosen.uses },
    setName: (name: string) => choose({ name }),
    setAgreed: (agreed: Agreed) => choose({ agreed }),
    setUses: (uses: ColumnUses) => choose({ uses }),
    forget,
  };
}
