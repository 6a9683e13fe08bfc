/** Candidates' questions and HR's answers. */
import { body, client, type Schemas } from "./client";
import type { TemplatePreview } from "./templates";

export type Question = Schemas["QuestionShape"];
export type AskedQuestion = Schemas["AskedQuestion"];
export type QuestionPage = Schemas["QuestionPage"];
export type SettledQuestion = Schemas["SettledQuestion"];
/** What names a question. */
export type QuestionKey = Pick<Question, "application_id" | "question_id">;

/** Questions that wait, or that are settled, newest first. */
export function questions(settled: boolean, cursor: string): Promise<QuestionPage> {
  return body(client.GET("/api/hr/questions", { params: { query: { settled: settled ? 1 : 0, cursor } } }));
}

/** Answers a question; the candidate is written to. */
export function answerQuestion(key: QuestionKey, answer: string): Promise<SettledQuestion> {
  const params = { path: pathOf(key) };
  return body(client.POST("/api/hr/questions/{application_id}/{question_id}/answer", { params, body: { answer } }));
}

/** Words an answer that was seen in revision `seen` anew. */
export function rewordAnswer(key: QuestionKey, answer: string, seen: number, mail: boolean): Promise<SettledQuestion> {
  const params = { path: pathOf(key) };
  const words = { answer, seen, mail };
  return body(client.PUT("/api/hr/questions/{application_id}/{question_id}/answer", { params, body: words }));
}

/** Marks a question as answered some other way. */
export function closeQuestion(key: QuestionKey): Promise<SettledQuestion> {
  const params = { path: pathOf(key) };
  return body(client.POST("/api/hr/questions/{application_id}/{question_id}/close", { params, body: {} }));
}

/** The mail that an answer would be. */
export function previewAnswer(
  application_id: string,
  entry: number,
  question: string,
  answer: string,
): Promise<TemplatePreview> {
  return body(client.POST("/api/hr/templates/answer-preview", { body: { application_id, entry, question, answer } }));
}

function pathOf({ application_id, question_id }: QuestionKey): QuestionKey {
  return { application_id, question_id };
}
