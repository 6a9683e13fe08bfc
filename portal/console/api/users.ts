/** Those who may sign in, and what everybody has done (admins only). */
import { body, client, type Schemas } from "./client";

export type UserList = Schemas["UserList"];
export type User = Schemas["UserShape"];
export type RoleName = Schemas["RoleRequest"]["role"];
export type AuditPage = Schemas["AuditPage"];
export type AuditLine = Schemas["AuditLine"];

/** Everybody, with the departments there are. */
export function users(): Promise<UserList> {
  return body(client.GET("/api/hr/users"));
}

/** Invites somebody by mail. */
export function inviteUser(wanted: Schemas["Invitation"]): Promise<UserList> {
  return body(client.POST("/api/hr/users", { body: wanted }));
}

/** Sends the invitation again. */
export function inviteAgain(username: string): Promise<UserList> {
  return body(client.POST("/api/hr/users/{username}/invitation", { params: { path: { username } } }));
}

/** Gives somebody another role. */
export function changeRole(username: string, role: RoleName): Promise<UserList> {
  return body(client.PUT("/api/hr/users/{username}/role", { params: { path: { username } }, body: { role } }));
}

/** Lets somebody sign in, or not any more. */
export function enableUser(username: string, enabled: boolean): Promise<UserList> {
  return body(client.PUT("/api/hr/users/{username}/enabled", { params: { path: { username } }, body: { enabled } }));
}

/** Says which departments somebody belongs to. */
export function assignUser(username: string, departments: string[]): Promise<UserList> {
  return body(client.PUT("/api/hr/users/{username}/departments", { params: { path: { username } }, body: { departments } }));
}

/** Signs somebody out everywhere. */
export function signUserOut(username: string): Promise<UserList> {
  return body(client.POST("/api/hr/users/{username}/sign-out", { params: { path: { username } } }));
}

/** Lines of the audit log, newest first. */
export function audit(query: { by: string; area: string; since: string; until: string }, cursor: string): Promise<AuditPage> {
  return body(client.GET("/api/hr/audit", { params: { query: { ...query, cursor } } }));
}
