/** Answers that are ready before anybody asks. */
import { body, client, type Schemas } from "./client";
import type { QuestionKey } from "./questions";

export type FaqEntry = Schemas["FaqShape"];
export type FaqFields = Required<Schemas["FaqFields"]>;
export type FaqList = Schemas["FaqList"];

const KEPT_MS = 60_000;
let read: Promise<FaqList> | undefined;

/** The whole FAQ, as it stands now. */
export function faq(): Promise<FaqList> {
  return keep(body(client.GET("/api/hr/faq")));
}

/** The FAQ to answer from: read once a minute at most, however many questions wait on a page. */
export function knownFaq(): Promise<FaqList> {
  return read ?? faq();
}

/** Adds an entry, made of a question or not. */
export function addFaqEntry(entry: FaqFields, made_of: QuestionKey | null): Promise<FaqList> {
  return keep(body(client.POST("/api/hr/faq/entries", { body: { entry, made_of } })));
}

/** Changes an entry that was seen in revision `seen`. */
export function changeFaqEntry(faq_id: string, entry: FaqFields, seen: number): Promise<FaqList> {
  const params = { path: { faq_id } };
  return keep(body(client.PUT("/api/hr/faq/entries/{faq_id}", { params, body: { entry, seen } })));
}

/** Removes an entry. */
export function removeFaqEntry({ faq_id, rev }: FaqEntry): Promise<FaqList> {
  const params = { path: { faq_id }, query: { seen: rev } };
  return keep(body(client.DELETE("/api/hr/faq/entries/{faq_id}", { params })));
}

/** Puts the entries in another order, in place of the one that was seen. */
export function arrangeFaq(faq_ids: string[], seen: number): Promise<FaqList> {
  return keep(body(client.PUT("/api/hr/faq/order", { body: { faq_ids, seen } })));
}

/** Adds those of the usual entries that are missing. */
export function addUsualFaq(): Promise<FaqList> {
  return keep(body(client.POST("/api/hr/faq/usual", { body: {} })));
}

function keep(answer: Promise<FaqList>): Promise<FaqList> {
  const forget = () => read === answer && (read = undefined);
  read = answer;
  answer.then(() => setTimeout(forget, KEPT_MS), forget);
  return answer;
}
