import type { Agent } from '../../api-client/types.gen.ts';
import type { AgentDraft } from './use-draft.ts';

/** What each part of the editor is given. */
export interface PartProps {
  stored: Agent;
  draft: AgentDraft;
  /** The person may look, not change. */
  disabled: boolean;
  /** Of the last attempt to save, by field. */
  errors: Readonly<Record<string, string>>;
}
