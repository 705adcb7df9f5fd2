/** What the screens asked of the API lately, so that a person can repeat it by hand. Holds no token and no secret. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  /** Those that decide what the request means, by their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON without what is secret; null where there is none or where it is a file. */
  readonly body: string | null;
  readonly status: number;
  readonly at: number;
}

const MOST = 30;
const TOLD_HEADERS = ['content-type', 'if-match', 'idempotency-key'];
const SECRET_NAME = /password|secret|token|apikey|credential/i;
/** Every field of what is sent there is a password. */
const SECRET_PATH = /\/password$/;
const LEFT_OUT = '<left out>';

export interface RequestLog {
  add(asked: Asked): void;
  /** Newest first. */
  recent(): readonly Asked[];
  /** Another person is before the screen. */
  clear(): void;
}

export function createRequestLog(): RequestLog {
  const kept: Asked[] = [];
  return {
    add(asked) {
      kept.unshift(asked);
      kept.length = Math.min(kept.length, MOST);
    },
    recent: () => kept,
    clear() {
      kept.length = 0;
    },
  };
}

/** What is kept of a request; call it before the request is sent, for its body can be read once. */
export async function askedOf(request: Request): Promise<Omit<Asked, 'status' | 'at'>> {
  const { method, url } = request;
  const headers = Object.fromEntries(
    TOLD_HEADERS.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  const body = isJson ? withoutSecrets(await request.clone().text(), SECRET_PATH.test(new URL(url).pathname)) : null;
  return { method, url, headers, body };
}

/** The same request for a terminal; the key, the file and what is secret are left to the person. */
export function curlOf({ method, url, headers, body }: Asked): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const isFile = body === null && headers['content-type'] !== undefined && method !== 'GET';
  return [
    `curl -s${method === 'GET' ? '' : ` -X ${method}`} ${quoted(url)}`,
    `-H "Authorization: Bearer $RINGFENCE_API_KEY"`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`-d ${quoted(body)}`]),
    ...(isFile ? [`--data-binary @FILE`] : []),
  ].join(' \\\n  ');
}

function withoutSecrets(text: string, all: boolean): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      typeof value === 'string' && (all || SECRET_NAME.test(name)) ? LEFT_OUT : value,
    );
  } catch {
    return text === '' ? '' : LEFT_OUT;
  }
}
