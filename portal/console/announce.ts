/** One aria-live region for the whole console: what an action did, for those who hear the page. */
import { nextTick, ref } from "vue";

export const announced = ref("");

/** Says a sentence, also when it is the same as the one before. */
export async function announce(sentence: string): Promise<void> {
  announced.value = "";
  await nextTick();
  announced.value = sentence;
}
