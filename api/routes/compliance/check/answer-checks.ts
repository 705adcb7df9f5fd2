import { factsOfQuestion, type Question } from '../../../../activities/screening/check-facts.ts';
import { readNumberFacts } from '../../../../activities/screening/number-facts.ts';
import { type CampaignRules, readCampaignRules } from '../../../../database/engine/campaign-rules.ts';
import { readProfile } from '../../../../database/compliance/profile.ts';
import { appendLedger } from '../../../../database/ledger/append.ts';
import type { TenantTx } from '../../../../database/connect.ts';
import type { CompiledRules } from '../../../../domain/compliance/compile-rules.ts';
import { rulesAt } from '../../../../domain/compliance/rules-at.ts';
import { screen } from '../../../../domain/compliance/screen.ts';
import type { CampaignId } from '../../../../domain/ids.ts';
import type { Verdict } from '../../../../domain/compliance/verdict.ts';
import type { ComplianceCheck, ComplianceVerdict } from '../../../contract/compliance.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { invalid, Problem } from '../../../http/problem.ts';
import { presentVerdict } from './answer.ts';
import { readQuestion } from './question.ts';

type Deps = Pick<ApiDependencies, 'keyring' | 'registry' | 'rules' | 'zones' | 'now'>;

/** The tenant's clock and country, and its rules: read once for any number of checks. */
interface Desk {
  offsetMs: number;
  demonstrationClock: boolean;
  country: string;
  rules: CompiledRules;
}

/**
 * Answers checks of one tenant, in their order, in a handful of queries for all of them. What is wrong with one is its
 * answer and harms no other. Each number looked up is an entry of the ledger.
 */
export async function answerChecks(
  deps: Deps,
  tx: TenantTx,
  checks: readonly ComplianceCheck[],
  actor: string,
): Promise<(ComplianceVerdict | Problem)[]> {
  const desk = await openDesk(deps, tx);
  const answers = new Map<number, ComplianceVerdict | Problem>();
  const byCampaign = Map.groupBy([...checks.entries()], ([, check]) => check.campaignId ?? null);
  for (const [campaignId, asked] of byCampaign) await answerOfCampaign(campaignId, asked);
  return checks.map((_, n) => answers.get(n) ?? new Problem(500, 'unexpected', 'No answer', 'Ask it again.'));

  async function answerOfCampaign(campaignId: string | null, asked: [number, ComplianceCheck][]): Promise<void> {
    // Branded by the database: an id that is no campaign of the tenant finds none.
    const id = campaignId as CampaignId | null;
    const campaign = id === null ? null : await readCampaignRules(tx, id);
    const questions = asked.flatMap(([n, check]): [number, ComplianceCheck, Question][] => {
      try {
        if (campaignId !== null && !campaign) throw noCampaign();
        const question = readQuestion(check, { now: deps.now() + desk.offsetMs, country: desk.country });
        return [[n, check, question]];
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        answers.set(n, error);
        return [];
      }
    });
    if (questions.length === 0) return;
    const stored = await readNumberFacts(deps, tx, {
      campaignId: id,
      numbers: questions.flatMap(([, , question]) => question.phones),
      nowMs: deps.now(),
      offsetMs: desk.offsetMs,
    });
    for (const [n, check, question] of questions) answers.set(n, answer(check, question, stored, campaign));
    await appendLedger(
      tx,
      deps.now(),
      questions.flatMap(([n, , question]) => {
        const given = answers.get(n);
        const verdict = given && 'verdict' in given ? given.verdict : null;
        // Findings tell of each phone whether it is on a list: asked beside another, it was looked up too.
        return question.phones.map((phone, position) => ({
          kind: 'look-up' as const,
          campaignId,
          numberHmac: stored.get(phone)?.hmac ?? null,
          actor,
          body: { what: 'compliance-check', verdict, rulesVersion: desk.rules.version, phone: position },
        }));
      }),
    );
  }

  function answer(
    check: ComplianceCheck,
    question: Question,
    stored: Awaited<ReturnType<typeof readNumberFacts>>,
    campaign: CampaignRules | null,
  ): ComplianceVerdict {
    const { demonstrationClock, offsetMs } = desk;
    const [strictest] = factsOfQuestion(question, stored, { campaign, demonstrationClock })
      .map((facts) => {
        const placeZones = facts.phones[0]?.places.zones ?? [];
        const asOf = check.rulesAt ? Date.parse(check.rulesAt) : null;
        const ruleSet = asOf === null ? desk.rules : rulesAt(desk.rules, asOf, placeZones, deps.zones);
        return { facts, verdict: screen(facts, ruleSet, question.at, deps.zones) };
      })
      .toSorted((a, b) => strictnessOf(b.verdict) - strictnessOf(a.verdict));
    if (!strictest) throw new Error('a question has at least one set of facts');
    return presentVerdict(strictest.verdict, strictest.facts, desk.rules, {
      zones: deps.zones,
      demonstration: offsetMs !== 0,
    });
  }
}

/** Blocked before deferred, later before sooner. */
function strictnessOf({ result, nextCallableAt }: Verdict): number {
  if (result === 'blocked') return Number.POSITIVE_INFINITY;
  if (result === 'allowed') return -1;
  return nextCallableAt ?? Number.MAX_VALUE;
}

async function openDesk(deps: Deps, tx: TenantTx): Promise<Desk> {
  const [tenant] = await tx.query<{ clock_offset_ms: string | null; default_country: string }>(
    'select clock_offset_ms, default_country from tenants where id = $1',
    [tx.tenantId],
  );
  const offsetMs = Number(tenant?.clock_offset_ms ?? 0);
  const { revision } = await readProfile(tx);
  return {
    offsetMs,
    demonstrationClock: (tenant?.clock_offset_ms ?? null) !== null,
    country: tenant?.default_country ?? 'US',
    rules: await deps.rules.of(tx, { revision, offsetMs }),
  };
}

function noCampaign(): Problem {
  return invalid([
    { field: 'campaignId', message: 'It refers to nothing here.', remedy: 'Send the id of one of your campaigns.' },
  ]);
}
