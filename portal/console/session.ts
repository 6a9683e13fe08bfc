/**
 * Signing in with Cognito by its own API (USER_PASSWORD_AUTH), without a library.
 * Tokens live in memory and, for a reload of the tab, in sessionStorage; they leave with the tab.
 */
import { computed, ref } from "vue";

import { forgetKnown } from "./api/entity_tags";
import { settings } from "./settings";

interface Tokens {
  access: string;
  refresh: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  username: string;
}

interface AuthAnswer {
  AuthenticationResult?: { AccessToken: string; RefreshToken?: string; ExpiresIn: number };
  ChallengeName?: string;
  Session?: string;
  ChallengeParameters?: Record<string, string>;
}

/** What Cognito refused; `code` is the name of its exception, or `offline`. */
export class SignInError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** The first sign-in with a temporary password: a new one must be chosen. */
export interface NewPasswordAsked {
  username: string;
  session: string;
}

const KEPT = "mianyue.session";
const EARLY_MS = 60_000;

const tokens = ref<Tokens | null>(kept());
let refreshing: Promise<string | null> | undefined;

export const signedIn = computed(() => tokens.value !== null);
/** The groups in the token; null where it does not say. What may be done is the API's to decide. */
export const roles = computed<string[] | null>(() => groups(tokens.value?.access ?? ""));
export const isAdmin = computed(() => roles.value?.includes("admin") ?? true);
/** Whether there is anything here for them. */
export const welcome = computed(() => !roles.value || roles.value.some((role) => role === "hr" || role === "admin"));
export const username = computed(() => tokens.value?.username ?? "");

function groups(token: string): string[] | null {
  try {
    const claims = JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    return (claims["cognito:groups"] as string[] | undefined) ?? [];
  } catch {
    return null;
  }
}

function kept(): Tokens | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Tokens | null;
  } catch {
    return null;
  }
}

function keep(next: Tokens | null): void {
  tokens.value = next;
  if (next) {
    sessionStorage.setItem(KEPT, JSON.stringify(next));
  } else {
    sessionStorage.removeItem(KEPT);
    forgetKnown();
  }
}

async function cognito(action: string, body: object): Promise<AuthAnswer> {
  const { cognitoEndpoint } = await settings().catch(() => {
    throw new SignInError("offline");
  });
  const response = await fetch(cognitoEndpoint, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new SignInError("offline");
  });
  const answer = (await response.json().catch(() => ({}))) as AuthAnswer & { __type?: string };
  if (!response.ok) throw new SignInError((answer.__type ?? "offline").split("#").pop() as string);
  return answer;
}

function accept(answer: AuthAnswer, name: string, refresh = ""): string {
  const result = answer.AuthenticationResult;
  if (!result) throw new SignInError(answer.ChallengeName ?? "unknown");
  keep({
    access: result.AccessToken,
    refresh: result.RefreshToken ?? refresh,
    expiresAt: Date.now() + result.ExpiresIn * 1000,
    username: name,
  });
  return result.AccessToken;
}

/** Signs in; answers what is still missing when a new password must be chosen. Throws SignInError. */
export async function signIn(name: string, password: string): Promise<NewPasswordAsked | null> {
  const { userPoolClientId } = await settings().catch(() => {
    throw new SignInError("offline");
  });
  const answer = await cognito("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: userPoolClientId,
    AuthParameters: { USERNAME: name, PASSWORD: password },
  });
  if (answer.ChallengeName === "NEW_PASSWORD_REQUIRED") {
    const id = answer.ChallengeParameters?.USER_ID_FOR_SRP ?? name;
    return { username: id, session: answer.Session ?? "" };
  }
  accept(answer, name);
  return null;
}

/** Answers the demand for a new password and signs in. Throws SignInError. */
export async function choosePassword(asked: NewPasswordAsked, name: string, password: string): Promise<void> {
  const { userPoolClientId } = await settings();
  const answer = await cognito("RespondToAuthChallenge", {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    ClientId: userPoolClientId,
    Session: asked.session,
    ChallengeResponses: { USERNAME: asked.username, NEW_PASSWORD: password },
  });
  accept(answer, name);
}

/** A valid access token, refreshed ahead of its end; null when the person must sign in again. */
export async function accessToken(renew = false): Promise<string | null> {
  const now = tokens.value;
  if (!now) return null;
  if (!renew && now.expiresAt - EARLY_MS > Date.now()) return now.access;
  refreshing ??= refreshed(now).finally(() => (refreshing = undefined));
  return refreshing;
}

async function refreshed(old: Tokens): Promise<string | null> {
  try {
    const { userPoolClientId } = await settings();
    const answer = await cognito("InitiateAuth", {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: userPoolClientId,
      AuthParameters: { REFRESH_TOKEN: old.refresh },
    });
    return accept(answer, old.username, old.refresh);
  } catch (error) {
    if (error instanceof SignInError && error.code === "offline") throw error;
    keep(null);
    return null;
  }
}

/** Forgets the tokens here and revokes them there; being offline does not keep anybody signed in. */
export async function signOut(): Promise<void> {
  const refresh = tokens.value?.refresh;
  keep(null);
  if (!refresh) return;
  const { userPoolClientId } = await settings();
  await cognito("RevokeToken", { ClientId: userPoolClientId, Token: refresh }).catch(() => undefined);
}
