/** Icon and hue of how an interview stands in the calendar (docs/design.md, Status). */
import { PROGRESS, SIDES, type Look } from "../../status";
import type { CalendarEntry } from "../../api";

const WAITING: Look = PROGRESS.queued as Look;

export function standingLook(standing: CalendarEntry["standing"]): Look {
  return PROGRESS[standing] ?? SIDES[standing] ?? WAITING;
}

/** What the calendar can be narrowed to. */
export const STATES = ["confirmed", "waiting", "new_time_asked", "done", "ended"] as const;
