/** Exceptions, and HR's answers to them. */
import { body, client, type Schemas } from "./client";

export type Case = Schemas["Case"];
export type Resolution = Schemas["ResolveRequest"]["resolution"];

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
