import type { EntitySchema } from '@mikro-orm/postgresql';
import { Agent } from './agent.ts';
import { AgentVersion } from './agent-version.ts';
import { ApiKey } from './api-key.ts';
import { Attempt } from './attempt.ts';
import { Call } from './call.ts';
import { Campaign } from './campaign.ts';
import { CampaignAgent } from './campaign-agent.ts';
import { CampaignLead } from './campaign-lead.ts';
import { CampaignList } from './campaign-list.ts';
import { ComplianceHoliday } from './compliance-holiday.ts';
import { ComplianceOverride } from './compliance-override.ts';
import { ComplianceProfile } from './compliance-profile.ts';
import { ComplianceReplay } from './compliance-replay.ts';
import { ComplianceReplayCall } from './compliance-replay-call.ts';
import { Consent } from './consent.ts';
import { DncImport } from './dnc-import.ts';
import { DncListVersion } from './dnc-list-version.ts';
import { DncList } from './dnc-list.ts';
import { DncLitigator } from './dnc-litigator.ts';
import { DncSubscription } from './dnc-subscription.ts';
import { Event } from './event.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import { Import } from './import.ts';
import { ImportRejection } from './import-rejection.ts';
import { InstallationSetting } from './installation-setting.ts';
import { Lead } from './lead.ts';
import { LeadPhone } from './lead-phone.ts';
import { Lease } from './lease.ts';
import { LedgerEntry } from './ledger-entry.ts';
import { LedgerExport } from './ledger-export.ts';
import { LedgerHead } from './ledger-head.ts';
import { LedgerNode } from './ledger-node.ts';
import { LedgerSigningKey } from './ledger-signing-key.ts';
import { Limiter } from './limiter.ts';
import { List } from './list.ts';
import { OptOut } from './opt-out.ts';
import { OptOutEffect } from './opt-out-effect.ts';
import { OptOutInbox } from './opt-out-inbox.ts';
import { OutboxEntry } from './outbox-entry.ts';
import { Person } from './person.ts';
import { PersonKey } from './person-key.ts';
import { PhoneNumber } from './phone-number.ts';
import { ProviderCredential } from './provider-credential.ts';
import { ReassignedNumber } from './reassigned-number.ts';
import { RefreshToken } from './refresh-token.ts';
import { RequestCount } from './request-count.ts';
import { RuleChange } from './rule-change.ts';
import { RuleChangeEffect } from './rule-change-effect.ts';
import { RuleChangeRun } from './rule-change-run.ts';
import { Suppression } from './suppression.ts';
import { Tenant } from './tenant.ts';
import { Trunk } from './trunk.ts';
import { Turn } from './turn.ts';
import { User } from './user.ts';
import { VoiceWorker } from './voice-worker.ts';

/** Every entity, for MikroORM's discovery. */
export const entities: EntitySchema[] = [
  Agent,
  AgentVersion,
  ApiKey,
  Attempt,
  Call,
  Campaign,
  CampaignAgent,
  CampaignLead,
  CampaignList,
  ComplianceHoliday,
  ComplianceOverride,
  ComplianceProfile,
  ComplianceReplay,
  ComplianceReplayCall,
  Consent,
  DncImport,
  DncList,
  DncListVersion,
  DncLitigator,
  DncSubscription,
  Event,
  IdempotencyKey,
  Import,
  ImportRejection,
  InstallationSetting,
  Lead,
  LeadPhone,
  Lease,
  LedgerEntry,
  LedgerExport,
  LedgerHead,
  LedgerNode,
  LedgerSigningKey,
  Limiter,
  List,
  OptOut,
  OptOutEffect,
  OptOutInbox,
  OutboxEntry,
  Person,
  PersonKey,
  PhoneNumber,
  ProviderCredential,
  ReassignedNumber,
  RefreshToken,
  RequestCount,
  RuleChange,
  RuleChangeEffect,
  RuleChangeRun,
  Suppression,
  Tenant,
  Trunk,
  Turn,
  User,
  VoiceWorker,
];
