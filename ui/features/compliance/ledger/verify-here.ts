import type { KeptHead, Verification } from '../../../../ledger/verify/export-format.ts';

export type VerificationHere = Verification;

/**
 * The same modules as those of the command line and of the page kept on a disk; loaded when somebody verifies.
 * @param onShare told how much is read, 0 to 1
 */
export async function verifyHere(
  file: File,
  head: File | null,
  onShare: (share: number) => void,
): Promise<VerificationHere> {
  const [{ verifyExport }, { sha256 }] = await Promise.all([
    import('../../../../ledger/verify/verify-export.ts'),
    import('../../../../ledger/verify/sha256.ts'),
  ]);
  const against: KeptHead | undefined = head === null ? undefined : JSON.parse(await head.text());
  return verifyExport(file, {
    sha256,
    against,
    onProgress: (entries, of) => onShare(of === 0 ? 1 : entries / of),
  });
}
