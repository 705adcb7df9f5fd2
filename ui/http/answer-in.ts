/**
 * What a request without `fetch` was answered. A proxy before the server answers in its own words, which are read as null.
 * @throws Problem; an error that says the status where the answer holds none
 */
export function answerIn<Answer>(status: number, body: Answer | null): Answer {
  if (body === null) throw new Error(`The server answered ${status} without saying why.`);
  if (status < 300) return body;
  throw body;
}
