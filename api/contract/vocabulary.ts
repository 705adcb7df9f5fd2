/** Words of the field that answers carry as codes, with their labels, for clients that show them. */
export {
  CALL_STATES,
  CAMPAIGN_LEAD_STATES as LEAD_STATES,
  CAMPAIGN_STATUSES,
  DISPOSITIONS,
  REFUSAL_REASONS,
} from '../../domain/vocabulary.ts';
