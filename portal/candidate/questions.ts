/** What the candidate asks, and the answers that are ready (P3). */
import { suggest } from "../shared/suggest";
import type { components } from "../shared/api";
import { request } from "./client";
import { visiting } from "./interview";
import { language } from "./words";

type Schemas = components["schemas"];
export type QuestionsPart = Schemas["QuestionsPart"];
export type OwnQuestion = Schemas["OwnQuestion"];
export type ReadyAnswer = Schemas["ReadyAnswer"];

/** The API counts no more than these of what was shown. */
const MOST_SHOWN = 5;

export const readQuestions = (): Promise<QuestionsPart> =>
  visiting((session) => request<QuestionsPart>("questions", session));

/** Put a question to HR; `shown` were the ready answers that did not help. */
export const ask = (text: string, shown: readonly ReadyAnswer[]): Promise<QuestionsPart> =>
  visiting((session) => request<QuestionsPart>("questions", session, { text, language: language.value, shown: ids(shown) }));

/** Tell that a ready answer was what the candidate wanted to know. */
export const tellHelped = (entry: ReadyAnswer, shown: readonly ReadyAnswer[]): Promise<void> =>
  visiting((session) => request<void>("questions/helped", session, { faq_id: entry.faq_id, shown: ids(shown) }));

/** Those of the entries that there are in the page's language. */
export const readable = (entries: readonly ReadyAnswer[]): ReadyAnswer[] =>
  entries.filter((entry) => entry.question[language.value]);

export const fitting = (entries: readonly ReadyAnswer[], typed: string): ReadyAnswer[] => suggest(entries, typed);

function ids(entries: readonly ReadyAnswer[]): string[] {
  return entries.slice(0, MOST_SHOWN).map(({ faq_id }) => faq_id);
}
