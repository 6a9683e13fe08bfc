/** Rules as sentences, and as what an editor changes. */
import { useI18n } from "vue-i18n";

import type { RuleFields, Setup, WholeRule } from "../../api";
import { useWords } from "../../words";

export const NEW_RULE: RuleFields = {
  stage: "",
  family: "",
  position_id: "",
  candidate_type: "",
  passed_stage: "",
  enabled: false,
  moment: "now",
  send_hour: 9,
  days_ahead: 2,
  hour: 14,
  deadline_days: 5,
  reminders: 2,
  reminder_seconds: 0,
  confirm_seconds: 0,
  channels: ["mail"],
  template_scope: "",
  reentry: false,
  stands_in: [],
  withdrawal_mail: true,
  expiry_mail: false,
};

/** What an editor may change of a rule. */
export function fieldsOf(rule: WholeRule): RuleFields {
  const { rev: _rev, rule_id: _id, overruled_by: _by, ...fields } = rule;
  return { ...fields, channels: [...fields.channels], stands_in: [...fields.stands_in] };
}

/** Sentences about rules in the language now shown. */
export function useRuleWords() {
  const { t } = useI18n();
  const { familyName, named, positionName, stageName, typeName } = useWords();

  /** Whom a rule is for: 技术 · 校招; everybody where it names nobody. */
  function whom(rule: RuleFields, setup: Setup): string {
    const position = setup.positions.find(({ position_id }) => position_id === rule.position_id);
    const parts = [
      rule.position_id && (position ? positionName(position) : rule.position_id),
      rule.family && familyName(rule.family),
      rule.candidate_type && typeName(rule.candidate_type),
    ].filter(Boolean);
    return parts.join(" · ") || t("rule.everybody");
  }

  /** The rule's first sentence. */
  function headline(rule: RuleFields, setup: Setup): string {
    const said = { whom: whom(rule, setup), stage: stageName(rule.stage) };
    return rule.passed_stage
      ? t("rule.headline_if", { ...said, passed: stageName(rule.passed_stage) })
      : t("rule.headline", said);
  }

  /** What follows, in short pieces. */
  function pieces(rule: RuleFields, setup: Setup): string[] {
    const hold = setup.company.hold_seconds;
    return [
      rule.moment === "now" ? t("rule.sends_now") : t(`rule.sends_${rule.moment}`, { hour: rule.send_hour }),
      hold ? t("rule.held", { time: length(hold) }) : t("rule.not_held"),
      t("rule.interview_at", { n: rule.days_ahead, hour: rule.hour }, rule.days_ahead),
      t("rule.answer_within", { n: rule.deadline_days }, rule.deadline_days),
      ...reminding(rule),
      rule.template_scope && t("rule.uses_texts", { name: scopeName(rule.template_scope, setup) }),
      rule.stands_in.length && t("rule.stands_in", { stages: rule.stands_in.map(stageName).join(t("list_comma")) }),
      rule.reentry && t("rule.invites_again"),
      !rule.withdrawal_mail && t("rule.no_withdrawal_mail"),
      rule.expiry_mail && t("rule.expiry_mail"),
    ].filter(Boolean) as string[];
  }

  /** How often it reminds, and after which times where they are its own. */
  function reminding(rule: RuleFields): (string | false)[] {
    if (!rule.reminders) return [t("rule.reminds_never")];
    const { reminder_seconds: unopened, confirm_seconds: unconfirmed } = rule;
    return [
      t("rule.reminds_times", { n: rule.reminders }, rule.reminders),
      unopened > 0 && t("rule.reminds_after", { time: length(unopened) }),
      unconfirmed > 0 && t("rule.reminds_unconfirmed_after", { time: length(unconfirmed) }),
    ];
  }

  /** Whose texts a scope stands for. */
  function scopeName(scope: string, setup: Setup): string {
    const [kind, ...rest] = scope.split(":");
    const name = rest.join(":");
    if (kind === "family") return familyName(name);
    if (kind === "set") return name;
    const position = setup.positions.find(({ position_id }) => position_id === name);
    if (kind === "position") return position ? positionName(position) : name;
    return t("rule.default_texts");
  }

  /** A length of time in the largest unit that is whole. */
  function length(seconds: number): string {
    const units: [string, number][] = [
      ["days", 86_400],
      ["hours", 3600],
      ["minutes", 60],
    ];
    const found = units.find(([, size]) => seconds % size === 0 && (size < 86_400 || seconds >= 2 * size));
    const [unit, size] = found ?? ["seconds", 1];
    const n = seconds / size;
    return t(`length.${unit}`, { n }, n);
  }

  return { headline, length, named, pieces, scopeName, whom };
}
