/** Bulk actions. */
import { body, client, type Schemas } from "./client";

export type Bulk = Schemas["Bulk"];
export type BulkPreview = Schemas["BulkPreview"];
export type BulkRequest = Schemas["BulkRequest"];
export type BulkStep = Bulk["steps"][number];

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
