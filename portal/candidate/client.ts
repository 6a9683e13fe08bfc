/** Every request of the candidate's page. */
import type { components } from "../shared/api";

type Schemas = components["schemas"];
export type Interview = Schemas["CandidateInterview"];
export type Session = Schemas["SessionResponse"];
export type FreshLink = Schemas["FreshLinkResponse"];

const PATIENCE_MILLISECONDS = 20_000;

/** A request that did not succeed. `code` is the API's, or `offline` / `unavailable`; `reason` is for the person. */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly reason: Partial<Record<string, string>> = {},
  ) {
    super(code);
  }
}

async function failure(response: Response): Promise<RequestFailed> {
  if (response.status >= 500) return new RequestFailed(response.status, "unavailable");
  const answer = (await response.json().catch(() => null)) as { error?: { code?: string; message?: object } } | null;
  return new RequestFailed(
    response.status,
    answer?.error?.code ?? "unavailable",
    (answer?.error?.message ?? {}) as Record<string, string>,
  );
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MILLISECONDS);
  try {
    return await fetch(`/api/candidate/${path}`, { ...init, signal: abort.signal, credentials: "omit", cache: "no-store" });
  } catch {
    throw new RequestFailed(0, "offline");
  } finally {
    clearTimeout(timer);
  }
}

/** One request in a session, or, with '', in none; a POST where there is a body. */
export async function request<Answer>(path: string, session: string, body?: object): Promise<Answer> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (session) headers.authorization = `Bearer ${session}`;
  if (body) headers["content-type"] = "application/json";
  const response = await send(path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw await failure(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** Exchange the link's token for a session. */
export const openSession = (token: string) => request<Session>("session", "", { token });

/** Have a new link sent, in place of one that has stopped working. */
export const askForLink = (token: string) => request<FreshLink>("fresh-link", "", { token });

/** The interview as it stands. */
export const readInterview = (session: string) => request<Interview>("interview", session);

/** Answers name the turn that the page shows: what has been said since is not overruled unseen. */
export const confirm = (session: string, turn: number) => request<Interview>("interview/confirm", session, { turn });

/** Ask for another time: one to three moments in ISO 8601. */
export const askNewTime = (session: string, turn: number, wishes: string[], note: string) =>
  request<Interview>("interview/new-time", session, { turn, wishes, note });

export const decline = (session: string, turn: number, reason: string) =>
  request<Interview>("interview/decline", session, { turn, reason });

/** The address of the AI interview. */
export const start = (session: string) => request<Schemas["StartResponse"]>("interview/start", session, {});
