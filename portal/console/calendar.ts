/** Days, weeks and months as the calendar turns them over; a day is written 2026-11-27 and belongs to no zone. */
import type { Language } from "./i18n";

export const VIEWS = ["day", "week", "month", "list"] as const;
export type View = (typeof VIEWS)[number];

/** What fits a phone. */
export const NARROW: readonly View[] = ["day", "list"];

const DAY_MS = 86_400_000;
const SHOWN: Record<View, number> = { day: 1, week: 7, month: 42, list: 7 };

export interface Stretch {
  first: string;
  /** The day behind the last one. */
  behind: string;
}

/** The days a view shows around one of them; weeks begin on Monday. */
export function stretch(view: View, day: string): Stretch {
  const from = view === "day" ? day : monday(view === "month" ? `${day.slice(0, 7)}-01` : day);
  return { first: from, behind: later(from, SHOWN[view]) };
}

/** The day on which the page before (-1) or behind (1) stands. */
export function turned(view: View, day: string, by: -1 | 1): string {
  if (view !== "month") return later(day, by * SHOWN[view]);
  const [year, month] = day.split("-").map(Number) as [number, number];
  return written(Date.UTC(year, month - 1 + by, 1));
}

/** What stands over a view: one day, a week from its first to its last day, or a month. */
export function heading(view: View, day: string, language: Language): string {
  const locale = language === "zh-CN" ? "zh-CN" : "en-GB";
  if (view === "month") return format(locale, { year: "numeric", month: "long" }).format(moment(day));
  if (view === "day") {
    return format(locale, { year: "numeric", month: "long", day: "numeric", weekday: "long" }).format(moment(day));
  }
  const { first, behind } = stretch(view, day);
  return range(first, later(behind, -1), locale);
}

/** The last day without what it has in common with the first; `formatRange` writes a Chinese one in figures alone. */
function range(first: string, last: string, locale: string): string {
  const whole = format(locale, { year: "numeric", month: "long", day: "numeric" });
  if (locale !== "zh-CN") return whole.formatRange(moment(first), moment(last));
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  const year = sameYear ? undefined : "numeric";
  const end = format(locale, { year, month: sameMonth ? undefined : "long", day: "numeric" });
  return `${whole.format(moment(first))} – ${end.format(moment(last))}`;
}

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(moment(text)) && written(moment(text)) === text;
}

function monday(day: string): string {
  return later(day, -((new Date(moment(day)).getUTCDay() + 6) % 7));
}
function later(day: string, days: number): string {
  return written(moment(day) + days * DAY_MS);
}
function moment(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
function written(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
}
