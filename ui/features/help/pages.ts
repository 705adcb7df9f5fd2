/** What ui/documentation.ts makes of a file of `docs/`. */
export interface Page {
  title: string;
  html: string;
}

const PAGES = import.meta.glob<Page>('../../../docs/**/*.md');

/** The page of this name (`guides/engineer`), fetched when somebody reads it; null if there is none. */
export async function readPage(name: string): Promise<Page | null> {
  const { title, html } = (await PAGES[`../../../docs/${name}.md`]?.()) ?? {};
  return title === undefined || html === undefined ? null : { title, html };
}
