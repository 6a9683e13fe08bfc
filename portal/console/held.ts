/** What somebody is writing about stays on the page, whatever a colleague does meanwhile: they hear it when they send. */
import { computed, shallowRef, type ComputedRef } from "vue";

export interface Held<T> {
  /** What was read, and in front of it what is held and was not read any more. */
  shown: ComputedRef<T[]>;
  hold: (item: T, writing: boolean) => void;
}

/** `read` answers the list as it was read last, `key` tells its items apart. */
export function useHeld<T>(read: () => readonly T[] | undefined, key: (item: T) => string): Held<T> {
  const held = shallowRef<readonly T[]>([]);
  const shown = computed(() => {
    const now = read() ?? [];
    return [...held.value.filter((item) => !now.some((each) => key(each) === key(item))), ...now];
  });

  function hold(item: T, writing: boolean): void {
    const others = held.value.filter((each) => key(each) !== key(item));
    held.value = writing ? [...others, item] : others;
  }
  return { shown, hold };
}
