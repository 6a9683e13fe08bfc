/** Reading again and again, only while somebody looks, without flicker. */
import { onScopeDispose, ref, shallowRef, type Ref } from "vue";

import { ApiError } from "./api";
import { away, onReturn } from "./presence";

export interface Live<T> {
  /** What was read last; null until the first answer. */
  data: Ref<T | null>;
  /** Why the last reading failed; what was read before stays. */
  error: Ref<ApiError | null>;
  /** Reads now, e.g. after a change of one's own. */
  again: () => Promise<void>;
  /** Forgets what was read, then reads: for a question that has changed. */
  restart: () => Promise<void>;
}

/** A page is live: with the answer's own time on top it stays within five seconds. */
export const LIVE_MS = 4000;
const LONGEST_MS = 30_000;
const AWAY_MS = 60_000;

/**
 * Calls `read` at once, then every `everyMs` while the tab is visible, once a minute when nobody has touched the page
 * for long, and at once when somebody does; failures double the pause, up to 30 s.
 * An answer equal to the last one changes nothing on the page; an answer overtaken by a newer question is dropped.
 */
export function usePolling<T>(read: () => Promise<T>, everyMs = LIVE_MS): Live<T> {
  const data = shallowRef<T | null>(null) as Ref<T | null>;
  const error = ref<ApiError | null>(null) as Ref<ApiError | null>;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = everyMs;
  let asked = 0;
  let last = "";
  let stopped = false;

  async function again(): Promise<void> {
    clearTimeout(timer);
    const mine = ++asked;
    try {
      const next = await read();
      if (mine !== asked || stopped) return;
      const text = JSON.stringify(next);
      if (text !== last || data.value === null) data.value = next;
      last = text;
      error.value = null;
      pause = everyMs;
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (mine !== asked || stopped) return;
      error.value = problem;
      pause = Math.min(pause * 2, LONGEST_MS);
    }
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    if (!stopped && document.visibilityState === "visible") timer = setTimeout(again, away() ? AWAY_MS : pause);
  }

  function restart(): Promise<void> {
    data.value = null;
    error.value = null;
    return again();
  }

  function seen(): void {
    if (document.visibilityState === "visible") void again();
    else clearTimeout(timer);
  }

  const stopWaiting = onReturn(seen);
  document.addEventListener("visibilitychange", seen);
  onScopeDispose(() => {
    stopped = true;
    clearTimeout(timer);
    stopWaiting();
    document.removeEventListener("visibilitychange", seen);
  });
  void again();
  return { data, error, again, restart };
}
