/** Whom the rules as they are now would invite: what a person is told before moving many. */
import type { Application, Company, Rule } from "./api";

function matches(rule: Rule, application: Application, family: string, stage: string): boolean {
  return (
    rule.enabled &&
    rule.stage === stage &&
    ["", family].includes(rule.family) &&
    ["", application.position_id].includes(rule.position_id) &&
    ["", application.candidate_type].includes(rule.candidate_type)
  );
}

/** How many of `chosen` an enabled rule invites when they enter `stage`; those already there do not enter it. */
export function invited(company: Company, chosen: Application[], stage: string): number {
  const families = new Map(company.positions.map(({ position_id, family }) => [position_id, family]));
  return chosen.filter(
    (each) =>
      each.stage !== stage &&
      company.rules.some((rule) => matches(rule, each, families.get(each.position_id) ?? "", stage)),
  ).length;
}
