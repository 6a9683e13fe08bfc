/** What a button sets off: which request is under way, and why the last one has failed. */
import { computed, ref, type ComputedRef, type Ref } from "vue";

import type { ApiError } from "./api";

export interface Acts<What extends string> {
  /** What is under way, '' when nothing is. */
  doing: Ref<What | "">;
  trouble: Ref<ApiError | null>;
  /** Does one thing; where the API refuses, `trouble` says so and the rest of `work` is left. */
  act: (what: What, work: () => Promise<void>) => Promise<void>;
}

/** For a place with several buttons. */
export function useActs<What extends string>(): Acts<What> {
  const doing = ref<What | "">("") as Ref<What | "">;
  const trouble = ref<ApiError | null>(null) as Ref<ApiError | null>;

  async function act(what: What, work: () => Promise<void>): Promise<void> {
    doing.value = what;
    trouble.value = null;
    try {
      await work();
    } catch (error) {
      trouble.value = error as ApiError;
    } finally {
      doing.value = "";
    }
  }
  return { doing, trouble, act };
}

export interface Act {
  busy: ComputedRef<boolean>;
  trouble: Ref<ApiError | null>;
  act: (work: () => Promise<void>) => Promise<void>;
}

/** For a place with one. */
export function useAct(): Act {
  const { doing, trouble, act } = useActs<"it">();
  return { busy: computed(() => doing.value !== ""), trouble, act: (work) => act("it", work) };
}
