/** What was read last of each address, so that an answer that has not changed need not be sent again (RFC 9110, ETag). */

interface Known {
  tag: string;
  text: string;
}

const MOST = 30;
const known = new Map<string, Known>();

/** Sends a request. A reading that brings what is known already is answered with that. */
export async function unlessKnown(request: Request): Promise<Response> {
  const last = request.method === "GET" ? known.get(request.url) : undefined;
  if (last) request.headers.set("If-None-Match", last.tag);
  const answer = await fetch(request, { cache: "no-store" });
  if (answer.status === 304 && last) return json(last.text, answer.headers);
  const tag = answer.headers.get("ETag");
  if (!answer.ok || !tag || request.method !== "GET") return answer;
  const text = await answer.text();
  keep(request.url, { tag, text });
  return json(text, answer.headers);
}

/** Forgets all of it: whoever signs in next may see something else. */
export function forgetKnown(): void {
  known.clear();
}

function json(text: string, headers: Headers): Response {
  return new Response(text, { headers: { "Content-Type": "application/json", ETag: headers.get("ETag") ?? "" } });
}

/** The latest are kept: a page asks for a handful of addresses again and again. */
function keep(url: string, answer: Known): void {
  known.delete(url);
  known.set(url, answer);
  if (known.size > MOST) known.delete(known.keys().next().value as string);
}
