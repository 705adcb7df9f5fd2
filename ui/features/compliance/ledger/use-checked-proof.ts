import { useEffect, useState } from 'react';
import type { InclusionProof } from '../../../api-client/types.gen.ts';

/** Whether line, path and root agree, counted here; null: not counted yet. */
export function useCheckedProof(proof: InclusionProof | undefined): boolean | null {
  const [agrees, setAgrees] = useState<boolean | null>(null);
  useEffect(() => {
    setAgrees(null);
    if (proof === undefined) return undefined;
    let gone = false;
    void import('./check-proof.ts').then(({ checkProof }) => {
      if (!gone) setAgrees(checkProof(proof));
    });
    return () => {
      gone = true;
    };
  }, [proof]);
  return agrees;
}
