import type { Express } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Ringfence: open payloads in the Temporal UI</title></head>
<body>
<main>
<h1>Open payloads in the Temporal UI</h1>
<p>Sign in as owner or compliance. The Temporal UI in this browser then shows payloads opened, for twelve hours.
Its settings must name this address as codec endpoint and include cross-origin credentials.</p>
<form id="sign-in">
<p><label>E-mail<br><input name="email" type="email" autocomplete="username" required></label></p>
<p><label>Password<br><input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
<p id="result" role="status"></p>
</form>
</main>
<script src="/temporal-codec/page.js"></script>
</body>
</html>
`;
const SCRIPT = `const form = document.getElementById('sign-in');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const answer = await fetch('/api/v1/auth/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const told = await answer.json();
  const text = answer.ok ? 'Signed in. Load the workflow in the Temporal UI again.' : told.detail;
  document.getElementById('result').textContent = text;
});
`;

/** Where somebody gets the cookie that the Temporal UI sends to the codec endpoint. */
export function mountCodecPage(app: Express): void {
  app.get('/temporal-codec', (_request, response) => void response.type('html').send(PAGE));
  app.get('/temporal-codec/page.js', (_request, response) => void response.type('text/javascript').send(SCRIPT));
}
