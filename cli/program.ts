import { Command } from 'commander';
import { addAgentCommands } from './commands/agents.ts';
import { addAuditCommands } from './commands/audit.ts';
import { addCampaignCommands } from './commands/campaign.ts';
import { addChangeCommands } from './commands/changes.ts';
import { addDevCommands } from './commands/dev.ts';
import { addDncCommands } from './commands/dnc.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addImportCommand } from './commands/import.ts';
import { addLeadCommands } from './commands/leads.ts';
import { addListCommands } from './commands/lists.ts';
import { addCallCommands } from './commands/calls.ts';
import { addLitigatorCommands } from './commands/litigators.ts';
import { addLoginCommands } from './commands/login.ts';
import { addOptOutCommands } from './commands/opt-out.ts';
import { addSetupCommand } from './commands/setup.ts';
import { addWhyCommand } from './commands/why.ts';
import type { Context } from './context.ts';

const AFTER_HELP = `
Which server: RINGFENCE_URL with RINGFENCE_API_KEY, else what \`ringfence login\` kept, else the system that
\`npm start\` runs in this checkout.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 not signed in or not allowed, 5 server not reachable.

Examples:
  $ ringfence import people.csv --list "Spring fair"
  $ ringfence campaign create "Spring offer" --list "Spring fair" --agent Sales
  $ ringfence campaign start "Spring offer"
  $ ringfence campaign watch "Spring offer"
  $ ringfence calls list --campaign "Spring offer" --json`;

/** Every command, bound to the world it may touch. */
export function buildProgram(context: Context): Command {
  const program = new Command('ringfence')
    .description('AI voice campaigns from the command line.')
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .showHelpAfterError('(add --help for usage and examples)')
    .addHelpText('after', AFTER_HELP);
  addImportCommand(program, context);
  addListCommands(program, context);
  addDncCommands(program, context);
  addLitigatorCommands(program, context);
  addCampaignCommands(program, context);
  addLeadCommands(program, context);
  addCallCommands(program, context);
  addOptOutCommands(program, context);
  addWhyCommand(program, context);
  addChangeCommands(program, context);
  addAgentCommands(program, context);
  addAuditCommands(program, context);
  addDevCommands(program, context);
  addDoctorCommand(program, context);
  addSetupCommand(program, context);
  addLoginCommands(program, context);
  return program;
}
