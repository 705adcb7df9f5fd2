/** What the screens asked of the API lately, so that a person can repeat it by hand. Holds no token. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly status: number;
  readonly at: number;
}

const MOST = 30;

export interface RequestLog {
  add(asked: Asked): void;
  /** Newest first. */
  recent(): readonly Asked[];
}

export function createRequestLog(): RequestLog {
  const kept: Asked[] = [];
  return {
    add(asked) {
      kept.unshift(asked);
      kept.length = Math.min(kept.length, MOST);
    },
    recent: () => kept,
  };
}

/** The same request for a terminal; the key is left to the person. */
export function curlOf({ method, url, body }: Asked): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -s${method === 'GET' ? '' : ` -X ${method}`} ${quoted(url)}`,
    `-H "Authorization: Bearer $RINGFENCE_API_KEY"`,
    ...(body === null ? [] : [`-H 'Content-Type: application/json' -d ${quoted(body)}`]),
  ].join(' \\\n  ');
}
