import type { Command } from 'commander';
import { Session } from '../../api/contract/auth.ts';
import { NewApiKey } from '../../api/contract/tenant.ts';
import type { Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { createClient } from '../http/client.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printLines } from '../printing.ts';
import { userProfileFile, writeProfile } from '../profile.ts';
import { askSecrets } from '../terminal/ask-secrets.ts';

interface SetupOptions extends JsonOption {
  company: string;
  email: string;
  name?: string;
  country: string;
}

/** `setup`: what the web app's first screen does, and a key for this command line. */
export function addSetupCommand(program: Command, context: Context): void {
  addLeaf(program, 'setup <url>', 'make the first owner of an installation that nobody can sign in to yet', [
    'setup https://calls.example.com --company "Harbour Lane Solar" --email ana@example.com',
    'setup http://127.0.0.1:8100 --company Acme --email ana@example.com < code-and-password.txt',
  ])
    .requiredOption('--company <name>', 'name of the tenant, as callees know it')
    .requiredOption('--email <address>', 'with which the owner signs in')
    .option('--name <name>', 'name of the owner')
    .option('--country <code>', 'how numbers without a country code are read: two letters', 'US')
    .action(async (url: string, { company, email, name, country, json }: SetupOptions) => {
      if (!URL.canParse(url))
        throw new CommandFailure(EXIT.usage, 'The address must be a URL such as https://calls.example.com.');
      const [code, password] = await askSecrets(context, [
        'Set-up code (the API printed it when it started)',
        'Password (12 characters at least)',
      ]);
      const body = { code, tenantName: company, defaultCountry: country, email, password, ...(name ? { name } : {}) };
      const session = await createClient({ url, apiKey: 'none' }).post('/api/v1/setup', Session, { body });
      const made = await createClient({ url, apiKey: session.accessToken }).post('/api/v1/api-keys', NewApiKey, {
        body: { name: 'Command line of the set-up', role: 'owner' },
      });
      const file = userProfileFile(context.env);
      writeProfile(file, { url, apiKey: made.key });
      if (json) return printJson(context.stdout, { url, tenant: company, profile: file });
      printLines(context.stdout, [
        `Made ${company}; ${email} is its owner and signs in at ${url}.`,
        `This command line has a key of its own, kept in ${file}.`,
      ]);
    });
}
