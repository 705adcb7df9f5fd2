/** One server-sent event. A comment (the heartbeat) comes as an event without a name. */
export interface StreamEvent {
  id: string;
  name: string;
  data: string;
}

/** Reads server-sent events from a body until it ends. */
export async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    // Not every browser walks a stream by `for await`.
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rest += part.value;
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield parse(block);
    }
  } finally {
    await reader.cancel();
  }
}

function parse(block: string): StreamEvent {
  const event = { id: '', name: '', data: '' };
  for (const line of block.split(/\r?\n/)) {
    const at = line.indexOf(':');
    const [field, value] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')];
    if (field === 'id') event.id = value;
    else if (field === 'event') event.name = value;
    else if (field === 'data') event.data += event.data === '' ? value : `\n${value}`;
  }
  return event;
}
