/** Whether the page has its phone form, as it is now. */
import { onScopeDispose, ref, type Ref } from "vue";

export function useNarrow(): Ref<boolean> {
  const query = matchMedia("(max-width: 719px)");
  const narrow = ref(query.matches);
  const look = (): void => {
    narrow.value = query.matches;
  };
  query.addEventListener("change", look);
  onScopeDispose(() => query.removeEventListener("change", look));
  return narrow;
}
