/** What a page reads when it is opened, and again when somebody asks for it; `usePolling` is for what moves by itself. */
import { onMounted, ref, type Ref } from "vue";

import type { ApiError } from "./api";

export interface Reading<T> {
  /** What was read last; null until the first answer. */
  data: Ref<T | null>;
  /** Why the last reading, or whatever else the page has asked for, failed. */
  trouble: Ref<ApiError | null>;
  load: () => Promise<void>;
}

export function useReading<T>(read: () => Promise<T>): Reading<T> {
  const data = ref<T | null>(null) as Ref<T | null>;
  const trouble = ref<ApiError | null>(null) as Ref<ApiError | null>;

  async function load(): Promise<void> {
    trouble.value = null;
    try {
      data.value = await read();
    } catch (error) {
      trouble.value = error as ApiError;
    }
  }
  onMounted(load);
  return { data, trouble, load };
}
