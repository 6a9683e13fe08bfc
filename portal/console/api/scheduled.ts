/** What waits to be sent, and what is planned. */
import { body, client, type Schemas } from "./client";

export type CancelResult = Schemas["CancelResult"];
export type Scheduled = Schemas["ScheduledMessage"];
export type ScheduledPage = Schemas["ScheduledPage"];
export type PlannedReminder = Schemas["PlannedReminder"];
export type ReminderPage = Schemas["ReminderPage"];

export interface Waiting {
  application_id: string;
  entry: number;
  message_id: string;
}

export type Planned = Pick<PlannedReminder, "application_id" | "entry" | "ordinal">;

/** Messages that wait to be sent, soonest first. */
export function scheduled(cursor: string): Promise<ScheduledPage> {
  return body(client.GET("/api/hr/scheduled", { params: { query: { cursor } } }));
}

/** Takes messages back that still wait; what came of each. */
export async function cancelScheduled(chosen: Waiting[]): Promise<CancelResult[]> {
  const messages = chosen.map(({ application_id, entry, message_id }) => ({ application_id, entry, message_id }));
  return (await body(client.POST("/api/hr/scheduled/cancel", { body: { messages } }))).results;
}

/** Reminders that are planned, soonest first. */
export function plannedReminders(cursor: string): Promise<ReminderPage> {
  return body(client.GET("/api/hr/scheduled/reminders", { params: { query: { cursor } } }));
}

/** Cancels a planned reminder, and all that would follow it. */
export async function cancelReminder({ application_id, entry, ordinal }: Planned): Promise<void> {
  await body(client.POST("/api/hr/scheduled/reminders/cancel", { body: { application_id, entry, ordinal } }));
}
