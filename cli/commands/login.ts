import type { Command } from 'commander';
import { Me } from '../../api/contract/auth.ts';
import type { Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { createClient } from '../http/client.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { removeProfile, userProfileFile, writeProfile } from '../profile.ts';
import { printJson, printLines } from '../printing.ts';
import { askSecrets } from '../terminal/ask-secrets.ts';

export function addLoginCommands(program: Command, context: Context): void {
  addLeaf(program, 'login <url>', 'keep the address and an API key of a server, after trying them', [
    'login https://calls.example.com',
    'login http://127.0.0.1:8100 < key.txt',
  ]).action(async (url: string, options: JsonOption) => {
    if (!URL.canParse(url))
      throw new CommandFailure(EXIT.usage, 'The address must be a URL such as https://calls.example.com.');
    const [apiKey = ''] = await askSecrets(context, ['API key (POST /api/v1/api-keys makes one)']);
    const me = await createClient({ url, apiKey }).get('/api/v1/auth/me', Me);
    const file = userProfileFile(context.env);
    writeProfile(file, { url, apiKey });
    if (options.json) return printJson(context.stdout, { url, tenant: me.tenantName, role: me.role, profile: file });
    printLines(context.stdout, [`Signed in to ${me.tenantName} as ${me.name} (${me.role}). Kept in ${file}.`]);
  });
  addLeaf(program, 'logout', 'forget the address and the key', ['logout']).action((options: JsonOption) => {
    const file = userProfileFile(context.env);
    removeProfile(file);
    if (options.json) printJson(context.stdout, { removed: file });
    else printLines(context.stdout, [`Forgot what ${file} held. The key itself stays valid: revoke it on the server.`]);
  });
}
