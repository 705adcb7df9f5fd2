import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCampaignChoices } from '../../../parts/use-choices.ts';
import { PhoneSearch } from '../phone-search.tsx';
import { CONTACT_KIND_LABELS } from '../words.ts';
import { type AskedInAddress, kindOf } from './question.ts';

/** A number, and what the rules ask beside it: the call, where somebody lives, when. */
export function QuestionForm({
  asked,
  errors,
  onAsk,
}: {
  asked: AskedInAddress;
  errors: Readonly<Record<string, string>>;
  onAsk: (question: AskedInAddress) => void;
}) {
  const campaigns = useCampaignChoices();
  const [typed, setTyped] = useState(asked);
  const set = (change: Partial<AskedInAddress>) => setTyped({ ...typed, ...change });
  return (
    <PhoneSearch
      phone={asked.phone}
      label="May we call this number"
      button="Ask"
      error={errors['phone']}
      onSearch={(phone) => onAsk({ ...typed, phone })}
    >
      <NativeSelect
        label="The call"
        value={typed.kind ?? ''}
        data={[
          { value: '', label: 'As the campaign’s, else sells' },
          ...Object.entries(CONTACT_KIND_LABELS).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => set({ kind: kindOf(event.currentTarget.value) })}
        w={{ base: '100%', xs: 230 }}
      />
      {typed.kind === 'debt' && (
        <TextInput
          label="Which debt"
          placeholder="Your id of it"
          maxLength={200}
          value={typed.debt ?? ''}
          error={errors['debtId']}
          onChange={(event) => set({ debt: event.currentTarget.value || undefined })}
          w={{ base: '100%', xs: 130 }}
        />
      )}
      <NativeSelect
        label="In campaign"
        value={typed.campaign ?? ''}
        data={[{ value: '', label: 'None' }, ...campaigns]}
        onChange={(event) => set({ campaign: event.currentTarget.value || undefined })}
        w={{ base: '100%', xs: 180 }}
      />
      <TextInput
        label="Lives in"
        placeholder="FL"
        value={typed.state ?? ''}
        error={errors['address.state']}
        onChange={(event) => set({ state: event.currentTarget.value || undefined })}
        w={{ base: '30%', xs: 84 }}
      />
      <TextInput
        label="Postal code"
        placeholder="33101"
        maxLength={20}
        value={typed.code ?? ''}
        error={errors['address.postalCode']}
        onChange={(event) => set({ code: event.currentTarget.value || undefined })}
        w={{ base: '60%', xs: 100 }}
      />
      <TextInput
        label="When (your time)"
        type="datetime-local"
        value={typed.at ?? ''}
        error={errors['at']}
        onChange={(event) => set({ at: event.currentTarget.value || undefined })}
        w={{ base: '100%', xs: 200 }}
      />
    </PhoneSearch>
  );
}
