/** All of the console's HTTP, in one file: the client generated from the OpenAPI description, and what may go wrong. */
import createClient from "openapi-fetch";

import type { components, paths } from "../shared/api";
import { language } from "./i18n";
import { accessToken, signOut } from "./session";
import { ownStageNames } from "./stages";

type Schemas = components["schemas"];

export type Application = Schemas["ApplicationRow"];
export type Bulk = Schemas["Bulk"];
export type BulkPreview = Schemas["BulkPreview"];
export type BulkRequest = Schemas["BulkRequest"];
export type BulkStep = Bulk["steps"][number];
export type ApplicationDetail = Schemas["ApplicationDetail"];
export type ApplicationPage = Schemas["ApplicationPage"];
export type Case = Schemas["Case"];
export type Company = Schemas["CompanyShape"];
export type Import = Schemas["Import"];
export type ImportChoices = Schemas["ImportChoices"];
export type ImportPreview = Schemas["ImportPreview"];
export type Interview = Schemas["InterviewSummary"];
export type Mail = Schemas["MailShape"];
export type Message = Schemas["MessageShape"];
export type MoveResult = Schemas["MoveResult"];
export type Reminder = Schemas["ReminderShape"];
export type Resolution = Schemas["ResolveRequest"]["resolution"];
export type Template = Schemas["OpenedText"];
export type TemplateComparison = Schemas["Comparison"];
export type TemplateOverview = Schemas["TemplateOverview"];
export type TemplatePlace = Pick<Schemas["SaveTextRequest"], "kind" | "language" | "scope">;
export type TemplatePreview = Schemas["PreviewShape"];
export type TemplateVersion = Schemas["VersionShape"];
export type TemplateWords = Schemas["TextWords"];
export type CancelResult = Schemas["CancelResult"];
export type CompanyFields = Schemas["CompanyFields"];
export type DryRunPart = Schemas["DryRunPart"];
export type LeftOut = Schemas["LeftOut"];
export type PositionFields = Schemas["PositionFields"];
export type RuleFields = Required<Schemas["RuleFields"]>;
export type Scheduled = Schemas["ScheduledMessage"];
export type ScheduledPage = Schemas["ScheduledPage"];
export type Setup = Schemas["SetupShape"];
export type StageFields = Required<Schemas["StageFields"]>;
export type WholePosition = Schemas["WholePosition"];
export type WholeRule = Schemas["WholeRule"];
export type Suppression = Schemas["SuppressionShape"];
export type SuppressionList = Schemas["SuppressionList"];
export type TimelineItem = Schemas["TimelineItem"];
export type Variable = Schemas["VariableShape"];

/** A request that failed. `said` is the API's own sentence, if it sent one; codes without one have ours. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly said?: Schemas["Bilingual"],
    /** The value at fault, where it is one. */
    readonly field?: string | null,
  ) {
    super(code);
  }

  /** The API's sentence in the language now shown. */
  get sentence(): string | undefined {
    return this.said?.[language()];
  }
}

/** More than so many are for a bulk action. */
export const MOVED_AT_ONCE = 100;

const client = createClient<paths>({ baseUrl: "/", fetch: authorized });

/** Sends with the access token; a 401 renews it once, a second one ends the session. */
async function authorized(request: Request): Promise<Response> {
  const retry = request.clone();
  const answer = await withToken(request, await accessToken());
  if (answer.status !== 401) return answer;
  const renewed = await accessToken(true);
  const second = renewed ? await withToken(retry, renewed) : answer;
  if (second.status === 401) await signOut();
  return second;
}

function withToken(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return fetch(request);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Throws ApiError, code `offline` where nothing came back. */
async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw new ApiError("offline");
  });
  if (response.ok) return data as T;
  const problem = (error as Partial<Schemas["Problem"]> | undefined)?.error;
  if (problem) throw new ApiError(problem.code, problem.message, problem.field);
  throw new ApiError(response.status === 401 ? "signed_out" : response.status === 403 ? "forbidden" : "server");
}

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

/** Messages that wait to be sent, soonest first. */
export function scheduled(cursor: string): Promise<ScheduledPage> {
  return body(client.GET("/api/hr/scheduled", { params: { query: { cursor } } }));
}

/** Takes messages back that still wait; what came of each. */
export async function cancelScheduled(chosen: Waiting[]): Promise<CancelResult[]> {
  const messages = chosen.map(({ application_id, entry, message_id }) => ({ application_id, entry, message_id }));
  return (await body(client.POST("/api/hr/scheduled/cancel", { body: { messages } }))).results;
}

/** Addresses that no mail goes to, newest first; all that is known of one with `address`. */
export function suppressions(address: string, cursor: string): Promise<SuppressionList> {
  return body(client.GET("/api/hr/suppressions", { params: { query: { address, cursor } } }));
}

/** Lets mail go to an address again, and keeps why. */
export function liftSuppression(address: string, because: string): Promise<Suppression> {
  return body(client.POST("/api/hr/suppressions/lift", { body: { address, because } }));
}

export interface Waiting {
  application_id: string;
  entry: number;
  message_id: string;
}

export interface ApplicationQuery {
  stage?: string;
  position_id?: string;
  q?: string;
  cursor?: string;
  limit?: number;
}

/** One page of applications, newest first. */
export function applications(query: ApplicationQuery): Promise<ApplicationPage> {
  return body(client.GET("/api/hr/applications", { params: { query } }));
}

/** One application with its whole story. */
export function application(application_id: string): Promise<ApplicationDetail> {
  return body(client.GET("/api/hr/applications/{application_id}", { params: { path: { application_id } } }));
}

/** A mail exactly as it was sent. */
export function mail(application_id: string, message_id: string): Promise<Mail> {
  const path = { application_id, message_id };
  return body(client.GET("/api/hr/applications/{application_id}/messages/{message_id}/mail", { params: { path } }));
}

export interface Seen {
  application_id: string;
  /** The stage entry the person saw when deciding. */
  entry: number;
}

/** Moves applications to a stage, a hundred at a time; `told` hears how many are through. */
export async function move(stage: string, chosen: Seen[], told: (done: number) => void): Promise<MoveResult[]> {
  const results: MoveResult[] = [];
  for (let from = 0; from < chosen.length; from += MOVED_AT_ONCE) {
    const some = chosen.slice(from, from + MOVED_AT_ONCE);
    const applications = some.map(({ application_id, entry }) => ({ application_id, entry }));
    results.push(...(await body(client.POST("/api/hr/moves", { body: { stage, applications } }))).results);
    told(results.length);
  }
  return results;
}

/** What a bulk action would do, with its count and cost; nothing happens yet. */
export function bulkPreview(wanted: BulkRequest): Promise<BulkPreview> {
  return body(client.POST("/api/hr/bulks/preview", { body: wanted }));
}

/** Begins what a preview has counted: it is held first. */
export function bulkStart({ bulk_id }: BulkPreview): Promise<Bulk> {
  return body(client.POST("/api/hr/bulks", { body: { bulk_id } }));
}

/** The newest bulk actions. */
export async function bulks(): Promise<Bulk[]> {
  return (await body(client.GET("/api/hr/bulks"))).bulks;
}

/** One bulk action, its mails, and whom it has left alone. */
export function bulkNow(bulk_id: string): Promise<Bulk> {
  return body(client.GET("/api/hr/bulks/{bulk_id}", { params: { path: { bulk_id } } }));
}

/** Pauses, resumes or cancels a bulk action. */
export function bulkTake({ bulk_id }: Bulk, step: BulkStep): Promise<Bulk> {
  return body(client.POST(`/api/hr/bulks/{bulk_id}/${step}`, { params: { path: { bulk_id } } }));
}

/** The open exceptions. */
export async function cases(): Promise<Case[]> {
  return (await body(client.GET("/api/hr/cases"))).cases;
}

/** Settles an exception. */
export function resolve({ application_id, case_id }: Case, resolution: Resolution): Promise<Case> {
  const params = { path: { application_id, case_id } };
  return body(
    client.POST("/api/hr/applications/{application_id}/cases/{case_id}/resolve", { params, body: { resolution } }),
  );
}

/** One of the times that the candidate has wished for holds. */
export function acceptWish({ application_id, case_id }: Case, starts_at: string, note: string): Promise<Case> {
  const asked = { params: { path: { application_id, case_id } }, body: { starts_at, note } };
  return body(client.POST("/api/hr/applications/{application_id}/cases/{case_id}/accept", asked));
}

/** Another time in the place of the wished ones; the candidate is asked to confirm it. */
export function proposeTime({ application_id, case_id }: Case, starts_at: string, note: string): Promise<Case> {
  const asked = { params: { path: { application_id, case_id } }, body: { starts_at, note } };
  return body(client.POST("/api/hr/applications/{application_id}/cases/{case_id}/propose", asked));
}

/** The time stays as it is. */
export function refuseWish({ application_id, case_id }: Case, note: string): Promise<Case> {
  const asked = { params: { path: { application_id, case_id } }, body: { note } };
  return body(client.POST("/api/hr/applications/{application_id}/cases/{case_id}/refuse", asked));
}

/** Uploads a file and answers what it would do; `told` hears which share of it is through. */
export async function upload(file: File, told: (share: number) => void): Promise<ImportPreview> {
  const { import_id, url, headers } = await body(
    client.POST("/api/hr/imports", { body: { filename: file.name, size: file.size } }),
  );
  await put(file, url, headers, told);
  return preview(import_id, { sheet: "", mapping: {}, duplicates: "merge", create_positions: true });
}

/** What the file would do with these choices. */
export function preview(import_id: string, choices: ImportChoices): Promise<ImportPreview> {
  return body(client.POST("/api/hr/imports/{import_id}/preview", { params: { path: { import_id } }, body: choices }));
}

/** Starts the import. */
export function commit(import_id: string, choices: ImportChoices): Promise<Import> {
  return body(client.POST("/api/hr/imports/{import_id}/commit", { params: { path: { import_id } }, body: choices }));
}

/** Earlier imports, newest first. */
export async function imports(): Promise<Import[]> {
  return (await body(client.GET("/api/hr/imports"))).imports;
}

/** One import and how far it is. */
export function importNow(import_id: string): Promise<Import> {
  return body(client.GET("/api/hr/imports/{import_id}", { params: { path: { import_id } } }));
}

/** Lets an import that has stopped go on with the row it stopped at. */
export function continueImport(import_id: string): Promise<Import> {
  return body(client.POST("/api/hr/imports/{import_id}/continue", { params: { path: { import_id } } }));
}

/** The bad rows as a file to correct. */
export function rejects(import_id: string): Promise<Schemas["Rejects"]> {
  return body(client.GET("/api/hr/imports/{import_id}/rejects", { params: { path: { import_id } } }));
}

/** Every text, and what is used where there is none. */
export function templates(): Promise<TemplateOverview> {
  return body(client.GET("/api/hr/templates"));
}

let variablesRead: Promise<Variable[]> | undefined;

/** Everything a text may say; it changes with a deployment only. */
export function templateVariables(): Promise<Variable[]> {
  variablesRead ??= body(client.GET("/api/hr/templates/variables")).then(({ variables }) => variables);
  variablesRead.catch(() => (variablesRead = undefined));
  return variablesRead;
}

/** One text to work on, with its versions. */
export function openTemplate(place: TemplatePlace): Promise<Template> {
  return body(client.GET("/api/hr/templates/text", { params: { query: place } }));
}

/** The words of one version. */
export async function templateVersion(place: TemplatePlace, version: number): Promise<TemplateWords> {
  return (await body(client.GET("/api/hr/templates/version", { params: { query: { ...place, version } } }))).words;
}

/** Keeps a text as the newest version; `seen` is the version it was made from. */
export function saveTemplate(place: TemplatePlace, words: TemplateWords, seen: number): Promise<Template> {
  return body(client.POST("/api/hr/templates/save", { body: { ...place, words, seen } }));
}

/** Makes an old version the newest one. */
export function restoreTemplate(place: TemplatePlace, version: number, seen: number): Promise<Template> {
  return body(client.POST("/api/hr/templates/restore", { body: { ...place, version, seen } }));
}

/** Uses a text no more; answers what is used instead. */
export function deleteTemplate(place: TemplatePlace, seen: number): Promise<Template> {
  return body(client.POST("/api/hr/templates/delete", { body: { ...place, seen } }));
}

/** The mail an unsaved text would make for an application, '' for a sample candidate. */
export function previewTemplate(place: TemplatePlace, words: TemplateWords, application_id: string): Promise<TemplatePreview> {
  return body(client.POST("/api/hr/templates/preview", { body: { ...place, words, application_id } }));
}

/** What differs between two texts. */
export function compareTexts(before: TemplateWords, after: TemplateWords): Promise<TemplateComparison> {
  return body(client.POST("/api/hr/templates/compare", { body: { old: before, new: after } }));
}

/** Sends an unsaved text to the person at this screen; answers the address. */
export async function mailToMyself(place: TemplatePlace, words: TemplateWords, application_id: string): Promise<string> {
  return (await body(client.POST("/api/hr/templates/trial", { body: { ...place, words, application_id } }))).to;
}

/** Puts a file where an address of ours says: straight into the bucket. Throws ApiError. */
function put(file: File, url: string, headers: Record<string, string>, told: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what is through
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(new ApiError("upload_refused")));
    request.onerror = () => reject(new ApiError("offline"));
    request.send(file);
  });
}
