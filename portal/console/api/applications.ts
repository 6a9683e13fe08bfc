/** Applications, their stories and their moves. */
import { body, client, type Schemas } from "./client";

export type Application = Schemas["ApplicationRow"];
export type ApplicationDetail = Schemas["ApplicationDetail"];
export type ApplicationPage = Schemas["ApplicationPage"];
export type Interview = Schemas["InterviewSummary"];
export type Mail = Schemas["MailShape"];
export type Message = Schemas["MessageShape"];
export type MoveResult = Schemas["MoveResult"];
export type Reminder = Schemas["ReminderShape"];
export type TimelineItem = Schemas["TimelineItem"];

/** More than so many are for a bulk action. */
export const MOVED_AT_ONCE = 100;

export interface ApplicationQuery {
  stage?: string;
  position_id?: string;
  q?: string;
  cursor?: string;
  limit?: number;
}

/** One page of applications, newest first. */
export function applications(query: ApplicationQuery): Promise<ApplicationPage> {
  return body(client.GET("/api/hr/applications", { params: { query } }));
}

/** One application with its whole story. */
export function application(application_id: string): Promise<ApplicationDetail> {
  return body(client.GET("/api/hr/applications/{application_id}", { params: { path: { application_id } } }));
}

/** A mail exactly as it was sent. */
export function mail(application_id: string, message_id: string): Promise<Mail> {
  const path = { application_id, message_id };
  return body(client.GET("/api/hr/applications/{application_id}/messages/{message_id}/mail", { params: { path } }));
}

export interface Seen {
  application_id: string;
  /** The stage entry the person saw when deciding. */
  entry: number;
}

/** Moves applications to a stage, a hundred at a time; `told` hears how many are through. */
export async function move(stage: string, chosen: Seen[], told: (done: number) => void): Promise<MoveResult[]> {
  const results: MoveResult[] = [];
  for (let from = 0; from < chosen.length; from += MOVED_AT_ONCE) {
    const some = chosen.slice(from, from + MOVED_AT_ONCE);
    const applications = some.map(({ application_id, entry }) => ({ application_id, entry }));
    results.push(...(await body(client.POST("/api/hr/moves", { body: { stage, applications } }))).results);
    told(results.length);
  }
  return results;
}
