/** What in a text belongs to one person and has no place in what everybody reads: pointed out, never taken out. */
export type Kind = "name" | "mail" | "phone" | "number";

export interface Found {
  kind: Kind;
  text: string;
}

const PATTERNS: [Kind, RegExp][] = [
  ["mail", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ["phone", /(?:\+|00)?\d[\d\s().-]{6,}\d/g],
  ["number", /\b\d{17}[\dXx]\b/g],
];

/** Mail addresses, phone and identity numbers, and the candidate's own name, whole or, in Chinese, without surname. */
export function personal(text: string, name: string): Found[] {
  const found = new Map<string, Found>();
  for (const each of namesIn(text, name)) found.set(each, { kind: "name", text: each });
  for (const [kind, pattern] of PATTERNS)
    for (const [match] of text.matchAll(pattern)) if (kind !== "phone" || digits(match) >= 7) found.set(match, { kind, text: match });
  return [...found.values()];
}

function namesIn(text: string, name: string): string[] {
  const whole = name.trim();
  const parts = whole.split(/\s+/).filter((part) => part.length > 2);
  const given = /^[\u3400-\u9fff]{3,4}$/.test(whole) ? [whole.slice(1)] : [];
  const wanted = [whole, ...(parts.length > 1 ? parts : []), ...given].filter(Boolean);
  const there = wanted.filter((each) => text.toLowerCase().includes(each.toLowerCase()));
  return there.filter((each) => !there.some((other) => other !== each && other.includes(each)));
}

const digits = (text: string): number => text.replace(/\D/g, "").length;
