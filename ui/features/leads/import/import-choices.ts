/** Tells a file from another one, also after a reload: whoever chooses the same file again goes on with it. */
export function identityOf({ name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>): string {
  return `${name} ${size} ${lastModified}`;
}

/** What was chosen about that file; about another one nothing was chosen, least of all what its people agreed to. */
export function chosenFor<Choices extends object>(
  kept: Choices & { file: string },
  file: string,
  nothing: Choices,
): Choices {
  return kept.file === file ? kept : nothing;
}
