/** Moments (milliseconds since 1970) as a person reads them, always in a named zone; 24-hour clock. */
import type { Language } from "./words";

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;
const FIRST_HOUR = 8;
const LAST_HOUR = 21;
const LEAD = 2 * 60 * MINUTE;
const DAYS_OFFERED = 14;
const FIELDS = ["year", "month", "day", "hour", "minute"] as const;

type Local = Record<(typeof FIELDS)[number], number>;

/** One day in a zone, with the half hours that exist in it and can be asked for. */
export interface OfferedDay {
  readonly key: string;
  readonly noon: number;
  readonly moments: number[];
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  clocks.set(zone, made);
  return made;
}

function localOf(moment: number, zone: string): Local {
  const local = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const part of clock(zone).formatToParts(moment)) {
    if (part.type in local) local[part.type as keyof Local] = Number(part.value);
  }
  return local;
}

/** The device's own zone. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Whether this browser knows the zone. */
export function knows(zone: string): boolean {
  try {
    return Boolean(clock(zone));
  } catch {
    return false;
  }
}

/** Minutes that a zone is ahead of UTC at a moment. */
export function offsetMinutes(moment: number, zone: string): number {
  const { year, month, day, hour, minute } = localOf(moment, zone);
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(moment / MINUTE) * MINUTE) / MINUTE);
}

const padded = (value: number): string => String(value).padStart(2, "0");

/** `北京时间，UTC+8` or `Europe/Berlin, UTC+1`: the words the mails use too. */
export function zoneText(moment: number, zone: string, language: Language): string {
  const offset = offsetMinutes(moment, zone);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const utc = `UTC${offset < 0 ? "−" : "+"}${hours}${minutes ? `:${padded(minutes)}` : ""}`;
  if (language === "en") return `${zone}, ${utc}`;
  return `${zone === "Asia/Shanghai" ? "北京时间" : zone}，${utc}`;
}

/** `14:00` */
export function hourText(moment: number, zone: string): string {
  const { hour, minute } = localOf(moment, zone);
  return `${padded(hour)}:${padded(minute)}`;
}

function named(moment: number, zone: string, language: Language, part: "weekday" | "month"): string {
  const locale = language === "en" ? "en-US" : "zh-CN";
  return new Intl.DateTimeFormat(locale, { timeZone: zone, [part]: "short" }).format(moment);
}

/** `11月26日（周四）` or `Thu 26 Nov`; the year is told when it is not `now`'s. */
export function dayText(moment: number, zone: string, language: Language, now = Date.now()): string {
  const { year, month, day } = localOf(moment, zone);
  const otherYear = year !== localOf(now, zone).year;
  const weekday = named(moment, zone, language, "weekday");
  if (language === "zh-CN") return `${otherYear ? `${year}年` : ""}${month}月${day}日（${weekday}）`;
  return `${weekday} ${day} ${named(moment, zone, language, "month")}${otherYear ? ` ${year}` : ""}`;
}

/** `11月26日（周四）14:00` or `Thu 26 Nov, 14:00`, the zone left to the words around it. */
export function dayAndHour(moment: number, zone: string, language: Language): string {
  const hour = hourText(moment, zone);
  const day = dayText(moment, zone, language);
  return language === "en" ? `${day}, ${hour}` : `${day}${hour}`;
}

/** Day of the month, weekday (Monday 0) and the month's short name when a calendar should print it. */
export function calendarCell(moment: number, zone: string, language: Language) {
  const { year, month, day } = localOf(moment, zone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return { day, weekday, month: named(moment, zone, language, "month") };
}

/** Short names of the weekdays, Monday first. */
export function weekdayNames(language: Language): string[] {
  const monday = Date.UTC(2024, 0, 1, 12);
  const names = Array.from({ length: 7 }, (_, index) => named(monday + index * DAY, "UTC", language, "weekday"));
  return language === "en" ? names : names.map((name) => name.slice(-1));
}

/** The hour of a moment in a zone, 0 to 23. */
export const hourOf = (moment: number, zone: string): number => localOf(moment, zone).hour;

/**
 * The half hours that can be asked for: real moments, told in the zone's own hours, so that an hour which a
 * clock change skips is never offered. Steps of a quarter reach the half hours of zones such as +05:45.
 */
export function offeredDays(now: number, zone: string): OfferedDay[] {
  const days = new Map<string, OfferedDay>();
  const first = Math.ceil((now + LEAD) / QUARTER) * QUARTER;
  for (let moment = first; moment < now + DAYS_OFFERED * DAY; moment += QUARTER) {
    const { year, month, day, hour, minute } = localOf(moment, zone);
    if (minute % 30 || hour < FIRST_HOUR || hour > LAST_HOUR) continue;
    const key = `${year}-${padded(month)}-${padded(day)}`;
    const known = days.get(key);
    if (known) known.moments.push(moment);
    else days.set(key, { key, noon: moment, moments: [moment] });
  }
  return [...days.values()];
}
