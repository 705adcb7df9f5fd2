import { DEFAULT_API_CONNECT_OPTIONS, llm } from '@livekit/agents';
import { replyTo } from './script.ts';

/** Time that a quick hosted model takes to its first token: the demo should not flatter. */
const THINKING_MS = 50;

export type DemoCall = { prompt: string; localTime: () => string };

/** A language model without a key: rules for small talk and tools, spoken of as `demo`. */
export class ScriptedLLM extends llm.LLM {
  readonly #call: DemoCall;

  constructor(call: DemoCall) {
    super();
    this.#call = call;
  }

  override label(): string {
    return 'demo.LLM';
  }
  override get provider(): string {
    return 'demo';
  }
  override get model(): string {
    return 'script';
  }

  override chat({
    chatCtx,
    toolCtx,
    connOptions = DEFAULT_API_CONNECT_OPTIONS,
  }: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
    return new ScriptedStream(this, this.#call, { chatCtx, ...(toolCtx && { toolCtx }), connOptions });
  }
}

class ScriptedStream extends llm.LLMStream {
  readonly #call: DemoCall;

  constructor(owner: ScriptedLLM, call: DemoCall, options: ConstructorParameters<typeof llm.LLMStream>[1]) {
    super(owner, options);
    this.#call = call;
  }

  protected override async run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, THINKING_MS));
    const last = this.chatCtx.items.at(-1);
    const words = last?.type === 'message' && last.role === 'user' ? (last.textContent ?? '') : '';
    const { say, call } = replyTo({
      from:
        last?.type === 'function_call_output'
          ? { kind: 'tool', tool: last.name, output: last.output }
          : { kind: 'callee', words },
      turnsBefore: this.chatCtx.items.filter((item) => item.type === 'message' && item.role === 'user').length - 1,
      prompt: this.#call.prompt,
      localTime: this.#call.localTime(),
      tools: Object.keys(this.toolCtx?.functionTools ?? {}),
    });
    for (const word of say.match(/\S+\s*/g) ?? []) {
      this.queue.put({ id: 'demo', delta: { role: 'assistant', content: word } });
    }
    if (call) {
      const toolCall = llm.FunctionCall.create({
        callId: `call-${this.chatCtx.items.length}`,
        name: call.name,
        args: JSON.stringify(call.args),
      });
      this.queue.put({ id: 'demo', delta: { role: 'assistant', toolCalls: [toolCall] } });
    }
    const [promptTokens, completionTokens] = [words.length >> 2, say.length >> 2];
    this.queue.put({
      id: 'demo',
      usage: { promptTokens, completionTokens, promptCachedTokens: 0, totalTokens: promptTokens + completionTokens },
    });
  }
}
