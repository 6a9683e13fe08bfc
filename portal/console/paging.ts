/** Lists that come in pages: the API only knows the next one, so the way back is kept here. */
import { computed, ref, type ComputedRef } from "vue";

import { usePolling, type Live } from "./polling";

export interface Pages<T> extends Live<T> {
  /** Which page is shown, from 1. */
  page: ComputedRef<number>;
  /** Whether there is another one behind it. */
  further: ComputedRef<boolean>;
  turn: (to: "next" | "previous") => void;
  /** Back to the first page: for a question that has changed. */
  rewind: () => void;
}

/** Polls the page that `read` answers for a cursor, '' for the first. */
export function usePages<T extends { cursor: string | null }>(read: (cursor: string) => Promise<T>): Pages<T> {
  const before = ref<string[]>([]);
  const cursor = ref("");
  const live = usePolling(() => read(cursor.value));

  function turn(to: "next" | "previous"): void {
    if (to === "next") before.value.push(cursor.value);
    cursor.value = to === "next" ? (live.data.value?.cursor ?? "") : (before.value.pop() ?? "");
    window.scrollTo({ top: 0 });
    void live.restart();
  }
  function rewind(): void {
    before.value = [];
    cursor.value = "";
    void live.restart();
  }
  const page = computed(() => before.value.length + 1);
  return { ...live, page, further: computed(() => Boolean(live.data.value?.cursor)), turn, rewind };
}
