const STYLE = `body{font:1.125rem/1.6 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1.25rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;line-height:1.25}button{font:inherit;padding:.75rem 1.5rem;border:2px solid #0b5c3b;border-radius:.4rem;background:#0b5c3b;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #b45309;outline-offset:3px}.quiet{color:#4a4a4a;font-size:1rem}
@media (prefers-color-scheme:dark){body{color:#f2f2f2;background:#16181a}.quiet{color:#c4c4c4}}`;

/** A whole page without script. `body` is HTML, already escaped. */
function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><main>
<h1>${title}</h1>
${body}
</main></body>
</html>
`;
}

/** Asks before anything is recorded: links are opened by scanners too. */
export function askPage(of: { tenant: string; tail: string }): string {
  const tenant = escaped(of.tenant);
  return page(
    `Stop calls from ${tenant}`,
    `<p>This is about the telephone number that ends in <strong>${of.tail}</strong>.</p>
<p>When you press the button, ${tenant} stops calling you: at once, at this number and at any other it has of you. Calls that were planned or promised are withdrawn, and a call that rings now ends.</p>
<form method="post"><button type="submit">Do not call me again</button></form>
<p class="quiet">You need not say why, and nothing else is asked of you. Nothing is recorded until you press the button.</p>`,
  );
}

/** Shown once the entry of the list is written. */
export function donePage(of: { tenant: string; tail: string; optOutId: string; at: string }): string {
  const tenant = escaped(of.tenant);
  return page(
    'You will not be called again',
    `<p role="status">The number that ends in <strong>${of.tail}</strong> is on the do-not-call list of ${tenant} since <time datetime="${of.at}">${of.at.slice(0, 19).replace('T', ' ')} UTC</time>.</p>
<p>Keep this reference in case you ever need to show it:<br><strong>${of.optOutId}</strong></p>
<p class="quiet">You may close this page.</p>`,
  );
}

/** The link is spoilt, not ours, or too old. */
export function deadPage(): string {
  return page(
    'This link does not work',
    `<p>It may have been cut off in the message, or it has expired. Nothing was recorded.</p>
<p>Open the whole link from the message again. You may also say on any call that you do not want to be called, or press 9.</p>`,
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
