/** Where a text stands: names for scopes, and the way to the editor. */
import { useI18n } from "vue-i18n";

import type { Company } from "../../api";
import { useWords } from "../../words";

/** The kinds of mail, in the order a candidate meets them. */
export const KINDS = [
  "invitation",
  "unopened_reminder",
  "unconfirmed_reminder",
  "confirmation",
  "new_time_accepted",
  "new_time_proposed",
  "new_time_refused",
  "answer",
  "fresh_link",
  "withdrawal",
  "expiry",
] as const;
export const LANGUAGES = ["zh-CN", "en"] as const;

/** A function that names a scope as HR knows it. */
export function useScopes(company: () => Company | null) {
  const { t } = useI18n();
  const { familyName, positionName } = useWords();

  function scopeName(scope: string): string {
    const [kind, ...rest] = scope.split(":");
    const name = rest.join(":");
    if (kind === "family") return familyName(name);
    if (kind === "set") return name;
    if (scope === "position") return t("template.by_position");
    if (kind !== "position") return t("template.default_scope");
    const position = company()?.positions.find(({ position_id }) => position_id === name);
    return position ? positionName(position) : name;
  }

  /** What sort of scope it is: a family and a position may have the same name. */
  function scopeSort(scope: string): string {
    const kind = scope.split(":")[0];
    return kind === "default" ? t("template.sort_default") : t(`template.sort_${kind}`);
  }

  return { scopeName, scopeSort };
}

/** The editor's address for a place. */
export function editorOf({ kind, language, scope }: Record<"kind" | "language" | "scope", string>) {
  return { name: "template", params: { kind, language, scope } };
}
