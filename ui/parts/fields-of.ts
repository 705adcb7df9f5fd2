/** What a text field takes of a form's words: its value, and what typing does. */
export function fieldsOf<Words extends Record<string, string>>(words: Words, set: (next: Words) => void) {
  return (field: keyof Words) => ({
    value: words[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ ...words, [field]: event.currentTarget.value }),
  });
}
