/** Addresses that no mail goes to. */
import { body, client, type Schemas } from "./client";

export type Suppression = Schemas["SuppressionShape"];
export type SuppressionList = Schemas["SuppressionList"];

/** Addresses that no mail goes to, newest first; all that is known of one with `address`. */
export function suppressions(address: string, cursor: string): Promise<SuppressionList> {
  return body(client.GET("/api/hr/suppressions", { params: { query: { address, cursor } } }));
}

/** Lets mail go to an address again, and keeps why. */
export function liftSuppression(address: string, because: string): Promise<Suppression> {
  return body(client.POST("/api/hr/suppressions/lift", { body: { address, because } }));
}
