import type { AgentId } from '../../domain/ids.ts';
import type { Direction } from '../../domain/vocabulary.ts';
import { DEMO } from './demo-ids.ts';

export interface DemoAgent {
  readonly id: AgentId;
  readonly name: string;
  readonly description: string;
  readonly direction: Direction;
  readonly config: Record<string, unknown>;
}

/** The demo providers are built in, need no key, and say what they are. The rest is what a new agent has. */
const COMMON = {
  inboundPrompt: null,
  outboundPrompt: null,
  promptParameters: {},
  disclosureMessage: null,
  llmProvider: 'demo',
  llmModel: 'demo',
  llmBaseUrl: null,
  temperature: null,
  maxTokens: null,
  voiceProvider: 'demo',
  voiceModel: null,
  ttsLanguage: 'en-US',
  sttProvider: 'demo',
  sttModel: null,
  sttLanguage: 'en-US',
  realtime: null,
  fallbacks: {},
  tools: ['end_call', 'record_opt_out', 'schedule_callback'],
  transferNumber: null,
  fallbackNumber: null,
  businessHours: null,
  outboundConfig: {},
};

export const demoAgents: readonly DemoAgent[] = [
  {
    id: DEMO.agents.sales,
    name: 'Sales',
    description: 'Calls people who asked for an offer, answers their questions and arranges call-backs.',
    direction: 'outbound',
    config: {
      ...COMMON,
      voiceId: 'slt',
      personality: 'Friendly, brief, never pushy.',
      systemPrompt:
        'You call {{lead.firstName}} for Harbour Lane Solar about the roof survey they asked for. ' +
        'Keep every answer to one or two sentences. If they ask not to be called again, record it at once. ' +
        'If they ask to be called at another time, schedule the call back and repeat the time.',
      greetingMessage:
        'Hello {{lead.firstName}}, this is Ava, an automated assistant calling for Harbour Lane Solar. ' +
        'You asked us for a free roof survey. Is this a good moment?',
    },
  },
  {
    id: DEMO.agents.support,
    name: 'Support',
    description: 'Follows up on service visits, in both directions.',
    direction: 'both',
    config: {
      ...COMMON,
      voiceId: 'rms',
      personality: 'Calm and precise.',
      systemPrompt:
        'You are the support line of Harbour Lane Solar. Find out what is wrong, say what happens next, ' +
        'and offer a call back when you cannot help at once. One or two sentences at a time.',
      greetingMessage:
        'Hello, this is the automated support assistant of Harbour Lane Solar. How can I help you today?',
    },
  },
  {
    id: DEMO.agents.greeting,
    name: 'Greeting',
    description: 'Answers the main number, greets and takes a message.',
    direction: 'inbound',
    config: {
      ...COMMON,
      voiceId: 'awb',
      personality: 'Warm and short.',
      systemPrompt:
        'You answer the main number of Harbour Lane Solar. Greet, ask what the call is about, ' +
        'take a name and a message, and say who will call back.',
      greetingMessage: 'Thank you for calling Harbour Lane Solar. I am an automated assistant. What can I do for you?',
    },
  },
];
