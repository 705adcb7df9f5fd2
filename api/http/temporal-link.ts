import type { ApiConfig } from '../config.ts';

/** Address of a workflow in the Temporal UI; null where no UI is configured. */
export function temporalLink({ uiUrl, namespace }: ApiConfig['temporal'], workflowId: string): string | null {
  if (uiUrl === null) return null;
  return `${uiUrl.replace(/\/+$/, '')}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
}
