import type { Route } from '../http/route.ts';
import * as agents from './agents/agents.ts';
import * as promptHistory from './agents/prompt-history.ts';
import * as runtimeConfig from './agents/public-runtime-config.ts';
import * as testSession from './agents/test-session.ts';
import * as progress from './campaigns/progress.ts';
import * as phoneNumbers from './telephony/phone-numbers.ts';
import * as trunks from './telephony/trunks.ts';
import * as optOutEmail from './opt-outs/email.ts';
import * as optOutInboxes from './opt-outs/inboxes.ts';
import * as optOutLinks from './opt-outs/links.ts';
import * as optOutMessages from './opt-outs/messages.ts';
import * as optOuts from './opt-outs/opt-outs.ts';
import * as optOutForm from './opt-outs/web-form.ts';
import * as suppressions from './suppressions/suppressions.ts';
import * as apiKeys from './tenant/api-keys.ts';
import * as credentials from './tenant/credentials.ts';
import * as tenant from './tenant/tenant.ts';
import * as users from './tenant/users.ts';
import * as me from './auth/me.ts';
import * as codec from './temporal/codec.ts';
import * as session from './auth/session.ts';
import * as setup from './setup/setup.ts';
import * as calls from './calls/calls.ts';
import * as ruleChanges from './compliance/changes.ts';
import * as ruleChangeDecisions from './compliance/changes-decide.ts';
import * as ruleChangePreviews from './compliance/changes-preview.ts';
import * as checks from './compliance/check/checks.ts';
import * as consentEvidence from './compliance/consent-evidence.ts';
import * as consents from './compliance/consents.ts';
import * as holidays from './compliance/holidays.ts';
import * as numberSearch from './compliance/number-search.ts';
import * as overrides from './compliance/overrides.ts';
import * as reassigned from './compliance/reassigned.ts';
import * as complianceProfile from './compliance/profile.ts';
import * as replays from './compliance/replays.ts';
import * as leads from './leads/leads.ts';
import * as why from './leads/why.ts';
import * as ledgerDeletion from './ledger/deletion.ts';
import * as ledgerEntries from './ledger/entries.ts';
import * as ledgerErasure from './ledger/erasure.ts';
import * as ledgerErasurePreview from './ledger/erasure-preview.ts';
import * as ledgerExports from './ledger/exports.ts';
import * as ledgerHeads from './ledger/heads.ts';
import * as revealNumber from './leads/reveal-number.ts';
import * as campaigns from './campaigns/campaigns.ts';
import * as outlook from './campaigns/outlook.ts';
import * as trend from './campaigns/trend.ts';
import * as activity from './campaigns/activity.ts';
import * as results from './campaigns/results.ts';
import * as overview from './overview/overview.ts';
import * as commands from './campaigns/commands.ts';
import * as dncCheck from './dnc/check.ts';
import * as dncLitigators from './dnc/litigators.ts';
import * as dncOwnExport from './dnc/own-export.ts';
import * as dncOwnImport from './dnc/own-import.ts';
import * as dncOwnImports from './dnc/own-imports.ts';
import * as dncRegistries from './dnc/registries.ts';
import * as dncSubscriptions from './dnc/subscriptions.ts';
import * as dncUpload from './dnc/upload.ts';
import * as dncVersions from './dnc/versions.ts';
import * as events from './events/events.ts';
import * as health from './health/health.ts';
import * as metrics from './health/metrics.ts';
import * as agentVersions from './internal/agent-versions.ts';
import * as callContext from './internal/call-context.ts';
import * as callback from './internal/callback.ts';
import * as disclosures from './internal/disclosures.ts';
import * as carrierReports from './internal/carrier-reports.ts';
import * as livekitWebhook from './internal/livekit-webhook.ts';
import * as reports from './internal/reports.ts';
import * as workerConfig from './internal/runtime-config.ts';
import * as imports from './imports/imports.ts';
import * as postImport from './imports/post-import.ts';
import * as preview from './imports/preview-import.ts';
import * as rejected from './imports/rejected-rows.ts';
import * as lists from './lists/lists.ts';
import * as catalogueModels from './catalogues/models.ts';
import * as catalogueVoices from './catalogues/voices.ts';
import * as voiceSample from './catalogues/voice-sample.ts';
import * as testCredential from './tenant/test-credential.ts';
import * as engineering from './engineering/engineering.ts';
import * as voiceTokens from './voice/tokens.ts';
import * as voiceStatus from './voice/status.ts';

/** Every route of the API, in the order of its description. */
export const routes: readonly Route[] = [
  session,
  setup,
  me,
  tenant,
  users,
  apiKeys,
  credentials,
  testCredential,
  catalogueVoices,
  voiceSample,
  catalogueModels,
  agents,
  runtimeConfig,
  promptHistory,
  testSession,
  voiceTokens,
  voiceStatus,
  lists,
  postImport,
  preview,
  imports,
  rejected,
  leads,
  why,
  revealNumber,
  checks,
  numberSearch,
  consents,
  consentEvidence,
  reassigned,
  complianceProfile,
  overrides,
  holidays,
  ruleChanges,
  ruleChangePreviews,
  ruleChangeDecisions,
  replays,
  campaigns,
  commands,
  progress,
  outlook,
  trend,
  activity,
  results,
  overview,
  calls,
  suppressions,
  dncRegistries,
  dncUpload,
  dncVersions,
  dncSubscriptions,
  dncCheck,
  dncOwnImport,
  dncOwnImports,
  dncLitigators,
  dncOwnExport,
  optOutInboxes,
  optOutLinks,
  optOuts,
  optOutForm,
  optOutEmail,
  optOutMessages,
  ledgerEntries,
  ledgerHeads,
  ledgerExports,
  ledgerErasure,
  ledgerErasurePreview,
  ledgerDeletion,
  phoneNumbers,
  trunks,
  events,
  health,
  metrics,
  engineering,
  codec,
  workerConfig,
  agentVersions,
  callContext,
  reports,
  disclosures,
  callback,
  carrierReports,
  livekitWebhook,
].flatMap((nouns) => Object.values(nouns).filter((value): value is Route => isRoute(value)));

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'run' in value && 'path' in value;
}
