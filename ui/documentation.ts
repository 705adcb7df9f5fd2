import { posix } from 'node:path';
import { Marked, type Tokens } from 'marked';
import type { Plugin } from 'vite';

/**
 * Pages of `docs/` as modules of the web app: `title`, and `html` whose links lead to other pages within the app and whose
 * pictures are files of the build. Turned once, here: no reader of Markdown is sent to a browser.
 */
export function documentation(): Plugin {
  return {
    name: 'documentation',
    transform(text, id) {
      const path = /\/docs\/(.+\.md)$/.exec(id)?.[1];
      return path === undefined ? null : { code: moduleOf(text, path), map: null, moduleType: 'js' };
    },
  };
}

/** The module's text. `path` is below `docs/`. */
export function moduleOf(markdown: string, path: string): string {
  const pictures: string[] = [];
  const { title, html } = pageOf(markdown, path, (picture) => `@@${pictures.push(picture) - 1}@@`);
  return [
    ...pictures.map((picture, at) => `import picture${at} from ${JSON.stringify(relative(picture))};`),
    `const pictures = [${pictures.map((_, at) => `picture${at}`).join(', ')}];`,
    `export const title = ${JSON.stringify(title)};`,
    `export const html = ${JSON.stringify(html)}.replaceAll(/@@(\\d+)@@/g, (_, at) => pictures[at]);`,
  ].join('\n');
}

/** What the page is called, and all below its title. Raw HTML in it is shown as text. */
export function pageOf(markdown: string, path: string, addressOf: (picture: string) => string) {
  const [, title = path, rest = markdown] = /^# (.+)\n([^]*)$/.exec(markdown.trimStart()) ?? [];
  const reader = new Marked();
  reader.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const words = this.parser.parseInline(tokens);
        const to = addressOfLink(href, path);
        return to === null ? words : `<a href="${escaped(to)}">${words}</a>`;
      },
      image: ({ href, text }: Tokens.Image) => `<img src="${addressOf(href)}" alt="${escaped(text)}" loading="lazy">`,
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
      table(table: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], name: string) =>
          `<tr>${cells.map(({ tokens }) => cell(this.parser.parseInline(tokens), name)).join('')}</tr>`;
        const body = table.rows.map((cells) => row(cells, 'td')).join('\n');
        // Wide tables scroll by themselves, with the keyboard too.
        return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead>${row(table.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
      code: ({ text }: Tokens.Code) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
    },
  });
  return { title: title.replaceAll('`', ''), html: reader.parse(rest, { async: false }) };
}

/** The corner of a table that has heads on two sides heads nothing. */
function cell(html: string, name: string): string {
  const kind = html === '' ? 'td' : name;
  return `<${kind}>${html}</${kind}>`;
}

/** Within the app for other pages, unchanged for the web; null for files that only a checkout has. */
function addressOfLink(href: string, path: string): string | null {
  if (/^(https?:|#)/.test(href)) return href;
  const [file = '', part] = href.split('#');
  const target = posix.join(posix.dirname(path), file);
  if (!target.endsWith('.md') || target.startsWith('..')) return null;
  return `/help/page/${target.slice(0, -'.md'.length)}${part === undefined ? '' : `#${part}`}`;
}

const relative = (picture: string) => (/^\.\.?\//.test(picture) ? picture : `./${picture}`);

/** As GitHub names the parts of a page, which links within docs/ rely on. */
function slug(heading: string): string {
  const kept = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '');
  return kept.trim().replaceAll(/\s/g, '-');
}

function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => names[sign] ?? sign);
}
