/** The company and all that HR sets up. */
import { ownStageNames } from "../stages";
import { body, client, type Schemas } from "./client";

export type Company = Schemas["CompanyShape"];
export type CompanyFields = Schemas["CompanyFields"];
export type DryRunPart = Schemas["DryRunPart"];
export type LeftOut = Schemas["LeftOut"];
export type PositionFields = Schemas["PositionFields"];
export type RuleFields = Required<Schemas["RuleFields"]>;
export type Setup = Schemas["SetupShape"];
export type StageFields = Required<Schemas["StageFields"]>;
export type WholePosition = Schemas["WholePosition"];
export type WholeRule = Schemas["WholeRule"];

let companyRead: Promise<Company> | undefined;

/** The company and its set-up; read once a minute at most, for nearly every page needs it. */
export function company(): Promise<Company> {
  if (!companyRead) {
    const mine = (companyRead = body(client.GET("/api/hr/company")));
    const forget = () => mine === companyRead && (companyRead = undefined);
    mine.then(({ stage_names }) => {
      ownStageNames.value = stage_names;
      setTimeout(forget, 60_000);
    }, forget);
  }
  return companyRead;
}

/** All that HR has set up, as it stands now. */
export function setup(): Promise<Setup> {
  return known(body(client.GET("/api/hr/setup")));
}

/** What every page knows of the company is read anew after a change. */
async function known(answer: Promise<Setup>): Promise<Setup> {
  const now = await answer;
  companyRead = undefined;
  ownStageNames.value = Object.fromEntries(now.stages.flatMap(({ stage, name }) => (name ? [[stage, name]] : [])));
  return now;
}

/** Adds a rule. */
export function addRule(rule: RuleFields): Promise<Setup> {
  return known(body(client.POST("/api/hr/setup/rules", { body: { rule } })));
}

/** Changes a rule that was seen in revision `seen`. */
export function changeRule(rule_id: string, rule: RuleFields, seen: number): Promise<Setup> {
  const params = { path: { rule_id } };
  return known(body(client.PUT("/api/hr/setup/rules/{rule_id}", { params, body: { rule, seen } })));
}

/** Removes a rule. */
export function removeRule(rule_id: string, seen: number): Promise<Setup> {
  const params = { path: { rule_id }, query: { seen } };
  return known(body(client.DELETE("/api/hr/setup/rules/{rule_id}", { params })));
}

/** One part of a dry run: whom a rule would write to. */
export function dryRun(rule: RuleFields, rule_id: string, cursor: string): Promise<DryRunPart> {
  return body(client.POST("/api/hr/setup/dry-run", { body: { rule, rule_id, cursor } }));
}

/** Saves the whole pipeline. */
export function changeStages(stages: StageFields[], seen: number): Promise<Setup> {
  return known(body(client.PUT("/api/hr/setup/stages", { body: { stages, seen } })));
}

/** Adds a position. */
export function addPosition(position: PositionFields): Promise<Setup> {
  return known(body(client.POST("/api/hr/setup/positions", { body: { position } })));
}

/** Changes a position. */
export function changePosition(position_id: string, position: PositionFields, seen: number): Promise<Setup> {
  const params = { path: { position_id } };
  return known(body(client.PUT("/api/hr/setup/positions/{position_id}", { params, body: { position, seen } })));
}

/** Marks a position as filled, or opens it again. */
export function markFilled({ position_id, rev }: WholePosition, filled: boolean): Promise<Setup> {
  const params = { path: { position_id } };
  return known(
    body(client.PUT("/api/hr/setup/positions/{position_id}/filled", { params, body: { filled, seen: rev } })),
  );
}

/** Changes the company's settings. */
export function changeCompany(company: CompanyFields, seen: number): Promise<Setup> {
  return known(body(client.PUT("/api/hr/setup/company", { body: { company, seen } })));
}
