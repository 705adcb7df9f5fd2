import { type UseMutationOptions, useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * A change after which everything on screen is read anew; then `onDone` is told what the server answered,
 * and what it was asked.
 */
export function useAct<Answer, Failure, Asked>(
  options: UseMutationOptions<Answer, Failure, Asked>,
  onDone?: (answer: Answer, asked: Asked) => void,
) {
  const client = useQueryClient();
  return useMutation({
    ...options,
    onSuccess: (answer: Answer, asked: Asked) => {
      void client.invalidateQueries();
      onDone?.(answer, asked);
    },
  });
}
