import type { Command } from 'commander';

/** A command that does something: with `--json`, and with examples below its help. */
export function addLeaf(parent: Command, signature: string, about: string, examples: readonly string[]): Command {
  return parent
    .command(signature)
    .description(about)
    .option('--json', 'print JSON, one document, instead of text')
    .addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  $ ringfence ${line}`)].join('\n'));
}

export interface JsonOption {
  readonly json?: boolean;
}
