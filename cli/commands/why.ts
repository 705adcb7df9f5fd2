import type { Command } from 'commander';
import { ComplianceVerdict } from '../../api/contract/compliance.ts';
import { connect, type Context } from '../context.ts';
import { find } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { CAMPAIGNS } from '../nouns.ts';
import { fieldLines, printJson, printLines } from '../printing.ts';
import { tableLines } from '../terminal/table.ts';

interface WhyOptions extends JsonOption {
  readonly at?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly kind?: string;
  readonly numberType?: string;
  readonly humanVoice?: boolean;
  readonly subject?: string;
  readonly debt?: string;
  readonly campaign?: string;
  readonly rulesAt?: string;
}

export function addWhyCommand(program: Command, context: Context): void {
  addLeaf(program, 'why <phone>', 'may this number be called: why not, under which rule, and when next', [
    'why "(305) 555-0142"',
    'why +13055550142 --at 2026-11-26T02:00:00Z --state FL',
    'why +13055550142 --kind debt --debt D-17',
  ])
    .option('--at <time>', 'when it would be called, such as 2026-11-26T15:00:00Z; left out: now')
    .option('--state <code>', 'state of the address')
    .option('--postal-code <code>', 'postal code of the address')
    .option('--country <code>', 'country of the address')
    .option('--kind <kind>', 'telemarketing, informational or debt')
    .option('--number-type <type>', 'mobile, landline or unknown')
    .option('--human-voice', 'a person speaks, no artificial voice')
    .option('--subject <text>', 'what the call is about')
    .option('--debt <id>', 'which debt it is about')
    .option('--campaign <name>', 'with the window, caps and lists of this campaign')
    .option('--rules-at <time>', 'by the provisions in force at this time')
    .action(async (phone: string, options: WhyOptions) => {
      const api = connect(context);
      const { at, state, postalCode, country, kind, numberType, subject, rulesAt } = options;
      const address = { state, postalCode, country };
      const body = {
        phone,
        at,
        kind,
        numberType,
        subject,
        rulesAt,
        ...(Object.values(address).some((part) => part !== undefined) && { address }),
        ...(options.humanVoice && { automatedVoice: false }),
        ...(options.debt !== undefined && { debtId: options.debt }),
        ...(options.campaign !== undefined && { campaignId: (await find(api, CAMPAIGNS, options.campaign)).id }),
      };
      const answer = await api.post('/api/v1/compliance/checks', ComplianceVerdict, { body });
      if (options.json) return printJson(context.stdout, answer);
      printLines(context.stdout, linesOf(answer));
    });
}

function linesOf(answer: ComplianceVerdict): string[] {
  const against = answer.findings.filter((finding) => finding.result !== 'pass');
  return [
    ...fieldLines([
      ['Verdict', answer.verdict],
      ['Because', answer.reasonText],
      ['Next', answer.verdict === 'deferred' ? (answer.nextCallableAt ?? 'nobody can say') : null],
      ['Asked for', answer.at],
      ['Where', [...answer.location.states, ...answer.location.zones].join(', ')],
      ['Rules', answer.rulesVersion],
    ]),
    '',
    ...(against.length === 0
      ? [`Each of ${answer.findings.length} rules allows it.`]
      : tableLines(against, [
          { title: 'Rule', value: (finding) => finding.rule },
          { title: 'Says', value: (finding) => finding.reasonText },
          { title: 'Law', value: (finding) => finding.citation ?? '', width: 40 },
          { title: 'Checked', value: (finding) => finding.confidence ?? '' },
          { title: 'Until', value: (finding) => finding.until ?? '' },
        ])),
  ];
}
