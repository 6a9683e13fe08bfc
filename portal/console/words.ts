/** Words for what the API names by a code; a company's own stage or family stands as it was written. */
import { useI18n } from "vue-i18n";

import { appointment } from "./moments";
import type { Language } from "./i18n";
import { ownStageNames } from "./stages";

/** What somebody has written: shown as it is, whatever code it may look like. */
const VERBATIM = ["sender", "subject", "text", "files", "question", "answer"];
/** What is said of a mail, in the order in which it is read. */
const ORDER = ["warning", "limit", ...VERBATIM, "automatic"];
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Functions that put codes into the language now shown. */
export function useWords() {
  const { t, te, locale } = useI18n();

  function named(group: string, code: string): string {
    const key = `${group}.${code}`;
    return te(key) || te(key, "zh-CN") ? t(key) : code;
  }

  const stageName = (stage: string) => ownStageNames.value[stage] || named("stage", stage);
  const familyName = (family: string) => named("family", family);
  const typeName = (type: string) => named("candidate_type", type);
  const kindName = (kind: string) => named("message_kind", kind);
  const languageName = (language: string) => named("language", language);
  const sourceName = (source: string) => named("source", source);
  const reasonText = (reason: string) => named("reason", reason);

  /** Where a position has an English name, English readers see it. */
  function positionName(position: { name: string; name_en: string }): string {
    return (locale.value === "en" && position.name_en) || position.name;
  }

  /** Plain facts of a case or an event as labelled lines; moments get their zone and a line each. */
  function detailLines(detail: Record<string, string>, zone: string): { label: string; text: string }[] {
    return Object.entries(detail)
      .filter(([key, value]) => value && te(`detail.${key}`))
      .sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other))
      .map(([key, value]) => ({ label: t(`detail.${key}`), text: shown(key, value, zone) }));
  }

  function shown(key: string, value: string, zone: string): string {
    if (VERBATIM.includes(key)) return value;
    if (key === "warning") return named("warning", value);
    if (key === "limit") return named("limit", value);
    return key === "automatic" ? named("automatic", value) : moments(value, zone);
  }

  function moments(value: string, zone: string): string {
    const parts = value.split(/[,;\s]+/);
    if (!parts.every((part) => MOMENT.test(part))) return reasonText(value);
    return parts.map((part) => appointment(part, zone, locale.value as Language)).join("\n");
  }

  return {
    t,
    stageName,
    familyName,
    typeName,
    kindName,
    languageName,
    sourceName,
    reasonText,
    positionName,
    detailLines,
    named,
  };
}
