/** The state of the page: the visit's session, the interview as it stands, and what just happened. */
import { computed, ref, shallowRef } from "vue";

import * as client from "./client";
import { RequestFailed, type FreshLink, type Interview, type Session } from "./client";
import { forget, recall, remember } from "./memory";
import { language, say, speakLike, type TextKey } from "./words";

export const TROUBLES = [
  "no_token",
  "link_broken",
  "link_expired",
  "link_revoked",
  "session_expired",
  "offline",
  "unavailable",
] as const;
export type Trouble = (typeof TROUBLES)[number];
export type Standing =
  | "open"
  | "confirmed"
  | "new_time_asked"
  | "asked_anew"
  | "declined"
  | "started"
  | "finished"
  | "cancelled"
  | "expired";
export type Act = "confirm" | "new_time" | "decline" | "start";
export type Notice = { tone: "good" | "warn"; text: () => string };

const SESSION = "mianyue.session";

export const interview = shallowRef<Interview | null>(null);
export const trouble = ref<Trouble | null>(null);
export const pending = ref<Act | null>(null);
export const notice = shallowRef<Notice | null>(null);

let session = "";
let token = "";

/** What the candidate is told first: why it is closed, else the last answer, else how far it has come. */
export const standing = computed<Standing>(() => {
  const shown = interview.value;
  if (!shown) return "open";
  if (shown.closed) return shown.closed;
  if (shown.sides.includes("declined")) return "declined";
  if (shown.sides.includes("new_time_asked")) return "new_time_asked";
  if (shown.sides.includes("asked_anew")) return "asked_anew";
  return shown.progress === "started" || shown.progress === "confirmed" ? shown.progress : "open";
});

function show(answer: Interview): void {
  interview.value = answer;
  trouble.value = null;
  speakLike(answer.language);
}

function begin(answer: Session): void {
  session = answer.session;
  remember("tab", SESSION, session);
  show(answer.interview);
}

/** The link's token leaves the address bar, so that neither history nor a screenshot carries it. */
function takeToken(): void {
  const found = window.location.hash.slice(1);
  if (!found) return;
  token = found;
  session = "";
  forget("tab", SESSION);
  history.replaceState(null, "", window.location.pathname);
}

/** Open the page from the link, or, after a reload, from this tab's session. */
export async function open(): Promise<void> {
  takeToken();
  trouble.value = notice.value = interview.value = null;
  session = session || recall("tab", SESSION) || "";
  if (!token && !session) {
    trouble.value = "no_token";
    return;
  }
  try {
    if (session) show(await client.readInterview(session));
    else begin(await client.openSession(token));
  } catch (failed) {
    await openAgainOr(failed as RequestFailed);
  }
}

async function openAgainOr(failed: RequestFailed): Promise<void> {
  if (failed.status === 401 && session && token) {
    session = "";
    return open();
  }
  if (failed.status === 401) forget("tab", SESSION);
  trouble.value = TROUBLES.find((known) => known === failed.code) ?? "unavailable";
}

/** Read the interview again without disturbing the page; what cannot be read stays as it is. */
export async function refresh(): Promise<void> {
  if (!interview.value || pending.value) return;
  try {
    show(await client.readInterview(session));
  } catch {
    // The next act of the person tells what is wrong.
  }
}

/** Something beside the interview, in the same visit; a session that has run out is opened anew once. */
export async function visiting<Answer>(work: (session: string) => Promise<Answer>): Promise<Answer> {
  try {
    return await work(session);
  } catch (failed) {
    if ((failed as RequestFailed).status !== 401 || !token) throw failed;
    begin(await client.openSession(token));
    return work(session);
  }
}

/** Ask for a new link; the one that has stopped working is what allows it. */
export const askForLink = (): Promise<FreshLink> => client.askForLink(token);

const good = (key: TextKey): Notice => ({ tone: "good", text: () => say(key) });
const warn = (key: TextKey): Notice => ({ tone: "warn", text: () => say(key) });

/** One act of the person: true when it is saved. */
async function perform(act: Act, work: () => Promise<void>): Promise<boolean> {
  pending.value = act;
  notice.value = null;
  try {
    await work();
    return true;
  } catch (failed) {
    pending.value = null;
    await explain(failed as RequestFailed);
    return false;
  } finally {
    pending.value = null;
  }
}

async function explain(failed: RequestFailed): Promise<void> {
  if (failed.status === 401) return reconnect(failed);
  if (failed.status === 409) await refresh();
  if (interview.value?.closed) notice.value = warn("notice_changed");
  else if (failed.code === "offline" || failed.code === "unavailable") notice.value = warn(`notice_${failed.code}`);
  else notice.value = { tone: "warn", text: () => say("notice_refused", { reason: failed.reason[language.value] ?? "" }) };
}

async function reconnect(failed: RequestFailed): Promise<void> {
  if (!token) return openAgainOr(failed);
  try {
    begin(await client.openSession(token));
    notice.value = warn("notice_reconnected");
  } catch (again) {
    session = "";
    await openAgainOr(again as RequestFailed);
  }
}

const turn = (): number => interview.value?.turn ?? 0;

export const confirm = () =>
  perform("confirm", async () => {
    show(await client.confirm(session, turn()));
    notice.value = good("done_confirm");
  });

export const askNewTime = (wishes: string[], note: string) =>
  perform("new_time", async () => {
    show(await client.askNewTime(session, turn(), wishes, note));
    notice.value = good("done_new_time");
  });

export const decline = (reason: string) =>
  perform("decline", async () => {
    show(await client.decline(session, turn(), reason));
    notice.value = good("done_decline");
  });

/** Go to the AI interview in this tab; only to a web address. */
export const start = () =>
  perform("start", async () => {
    const target = new URL((await client.start(session)).url, window.location.href);
    if (!/^https?:$/.test(target.protocol)) throw new RequestFailed(0, "unavailable");
    window.location.assign(target.href);
  });
