/** Imports, from the file to the bad rows. */
import { ApiError, body, client, type Schemas } from "./client";

export type Import = Schemas["Import"];
export type ImportChoices = Schemas["ImportChoices"];
export type ImportPreview = Schemas["ImportPreview"];

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
