/** The texts of mails. */
import { body, client, type Schemas } from "./client";

export type Template = Schemas["OpenedText"];
export type TemplateComparison = Schemas["Comparison"];
export type TemplateOverview = Schemas["TemplateOverview"];
export type TemplatePlace = Pick<Schemas["SaveTextRequest"], "kind" | "language" | "scope">;
export type TemplatePreview = Schemas["PreviewShape"];
export type TemplateVersion = Schemas["VersionShape"];
export type TemplateWords = Schemas["TextWords"];
export type Variable = Schemas["VariableShape"];

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
