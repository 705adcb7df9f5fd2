import { expect, test } from '@jest/globals';
import { AgentConfig } from '../../api/contract/agents.ts';
import { CallingWindow, Retries } from '../../api/contract/campaigns.ts';
import { demoAgents } from '../../database/seeds/demo-agents.ts';
import { demoCampaign, demoRetries } from '../../database/seeds/demo-campaign.ts';

test.each(demoAgents)('the $name agent has the configuration that the API would accept, whole', ({ config }) => {
  expect(AgentConfig.strict().parse(config)).toEqual(config);
});

test('the campaign has the window and the retries that the API would accept', () => {
  expect(CallingWindow.parse(demoCampaign.callingWindow)).toEqual(demoCampaign.callingWindow);
  expect(Retries.parse(demoRetries)).toEqual(demoRetries);
});
