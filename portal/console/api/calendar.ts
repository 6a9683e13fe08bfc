/** Interviews by their time. */
import { body, client, type Schemas } from "./client";

export type Calendar = Schemas["CalendarShape"];
export type CalendarEntry = Schemas["CalendarEntry"];

export interface CalendarQuery {
  since: string;
  until: string;
  position_id?: string;
  state?: string;
}

/** Interviews that begin from `since` on and before `until`, in order of time. */
export function calendar(query: CalendarQuery): Promise<Calendar> {
  return body(client.GET("/api/hr/calendar", { params: { query } }));
}
