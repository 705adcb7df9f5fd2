import { ChoiceFilter } from './choice-filter.tsx';
import { useCampaignChoices } from './use-choices.ts';

/** Narrows a list to one campaign, by its name. */
export function CampaignFilter({
  value,
  onChoose,
  label = 'Campaign',
  any = 'Any campaign',
}: {
  value: string | undefined;
  onChoose: (id: string | undefined) => void;
  label?: string;
  any?: string;
}) {
  const campaigns = useCampaignChoices();
  return <ChoiceFilter label={label} any={any} choices={campaigns} value={value} onChoose={onChoose} width={190} />;
}
