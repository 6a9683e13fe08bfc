/** How the console asks: the client generated from the OpenAPI description, the session, and what may go wrong. */
import createClient from "openapi-fetch";

import type { components, paths } from "../../shared/api";
import { language } from "../i18n";
import { accessToken, signOut } from "../session";
import { unlessKnown } from "./entity_tags";

export type Schemas = components["schemas"];

/** A request that failed. `said` is the API's own sentence, if it sent one; codes without one have ours. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly said?: Schemas["Bilingual"],
    /** The value at fault, where it is one. */
    readonly field?: string | null,
  ) {
    super(code);
  }

  /** The API's sentence in the language now shown. */
  get sentence(): string | undefined {
    return this.said?.[language()];
  }
}

export const client = createClient<paths>({ baseUrl: "/", fetch: authorized });

/** Sends with the access token; a 401 renews it once, a second one ends the session. */
async function authorized(request: Request): Promise<Response> {
  const retry = request.clone();
  const answer = await withToken(request, await accessToken());
  if (answer.status !== 401) return answer;
  const renewed = await accessToken(true);
  const second = renewed ? await withToken(retry, renewed) : answer;
  if (second.status === 401) await signOut();
  return second;
}

function withToken(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return unlessKnown(request);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Throws ApiError, code `offline` where nothing came back. */
export async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw new ApiError("offline");
  });
  if (response.ok) return data as T;
  const problem = (error as Partial<Schemas["Problem"]> | undefined)?.error;
  if (problem) throw new ApiError(problem.code, problem.message, problem.field);
  throw new ApiError(response.status === 401 ? "signed_out" : response.status === 403 ? "forbidden" : "server");
}
