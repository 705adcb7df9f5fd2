import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../../session/use-session.tsx';
import { identityOf } from './import-choices.ts';
import { type ColumnUses, previewFile } from './upload.ts';

/** The preview of a file, anew whenever a column is given another meaning. What was shown stays meanwhile. */
export function useFilePreview(file: File | null, uses: ColumnUses) {
  const session = useSession();
  return useQuery({
    queryKey: ['file-preview', file && identityOf(file), uses],
    queryFn: () => previewFile(session, file!, uses),
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (old) => old,
  });
}
