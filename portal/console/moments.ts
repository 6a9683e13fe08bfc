/** Moments as people read them: 24-hour clock, weekday, the zone always printed. */
import type { Language } from "./i18n";

/** The zone of the person at this screen. */
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

type Parts = Record<Intl.DateTimeFormatPartTypes, string>;

function parts(iso: string, zone: string, language: Language): Parts {
  const format = new Intl.DateTimeFormat(language === "zh-CN" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    year: "numeric",
    month: language === "zh-CN" ? "numeric" : "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value])) as Parts;
}

/** Offset from UTC at that moment, e.g. UTC+8 or UTC+5:30. */
export function offset(iso: string, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "shortOffset" });
  const name = format.formatToParts(new Date(iso)).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "UTC");
}

/** The moment that a clock in a zone shows as `local` (2026-11-27T10:00), as ISO 8601 in UTC. */
export function momentOf(local: string, zone: string): string {
  const shown = Date.parse(`${local}Z`);
  let moment = shown;
  for (let look = 0; look < 2; look += 1) {
    const at = parts(new Date(moment).toISOString(), zone, "zh-CN");
    moment += shown - Date.UTC(Number(at.year), Number(at.month) - 1, Number(at.day), Number(at.hour), Number(at.minute));
  }
  return new Date(moment).toISOString().replace(".000Z", "Z");
}

/** What a clock in a zone shows at a moment: 2026-11-27T10:00, the other way round of `momentOf`. */
export function local(iso: string, zone: string): string {
  const at = parts(iso, zone, "zh-CN");
  return `${at.year}-${at.month.padStart(2, "0")}-${at.day.padStart(2, "0")}T${at.hour}:${at.minute}`;
}

/** A zone as people read it. */
export function place(zone: string, language: Language): string {
  return zone === "Asia/Shanghai" && language === "zh-CN" ? "北京时间" : zone.replaceAll("_", " ");
}

/** Day and time in a named zone: 11月24日（周二）14:00（北京时间） / Tue 24 Nov, 14:00 (Europe/Berlin). */
export function appointment(iso: string, zone: string, language: Language): string {
  const at = parts(iso, zone, language);
  const thisYear = at.year === String(new Date().getFullYear());
  if (language === "zh-CN") {
    const year = thisYear ? "" : `${at.year}年`;
    return `${year}${at.month}月${at.day}日（${at.weekday}）${at.hour}:${at.minute}（${place(zone, language)}）`;
  }
  const year = thisYear ? "" : ` ${at.year}`;
  return `${at.weekday} ${at.day} ${at.month}${year}, ${at.hour}:${at.minute} (${place(zone, language)})`;
}

/** What happened when, in the zone of the person who reads it: 11月22日 14:02 UTC+8; `exact` adds the seconds. */
export function logged(iso: string, language: Language, exact = false): string {
  const at = parts(iso, HERE, language);
  const day = language === "zh-CN" ? `${at.month}月${at.day}日` : `${at.day} ${at.month}`;
  const time = exact ? `${at.hour}:${at.minute}:${at.second}` : `${at.hour}:${at.minute}`;
  return `${day} ${time} ${offset(iso, HERE)}`;
}

/** Whole seconds from `now` (ms) until a moment; negative once it has passed. */
export function secondsUntil(iso: string, now: number): number {
  return Math.round((Date.parse(iso) - now) / 1000);
}

/** A length as 1:05:09 or 05:09, days written out by the caller. */
export function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const rest = [Math.floor((seconds % 3600) / 60), seconds % 60].map((each) => String(each).padStart(2, "0"));
  return hours ? `${hours}:${rest.join(":")}` : rest.join(":");
}
