/**
 * Makes headers by which the same is done once, however often it is sent: the same content has the same key, as JSON tells
 * contents apart, and anything else a key of its own.
 */
export function keysByContent(): (content: unknown) => string {
  const keys = new Map<string, string>();
  return (content) => {
    const of = JSON.stringify(content);
    const key = keys.get(of) ?? crypto.randomUUID();
    keys.set(of, key);
    return key;
  };
}
