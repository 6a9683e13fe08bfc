/** A text while somebody works on it: what was opened, what stands in the fields, and what the API says to both. */
import { computed, ref, watch } from "vue";

import {
  ApiError,
  openTemplate,
  previewTemplate,
  saveTemplate,
  type Template,
  type TemplatePlace,
  type TemplatePreview,
  type TemplateWords,
} from "../../api";

const PAUSE_MS = 400;
const NOTHING: TemplateWords = { subject: "", preheader: "", body: "" };

function same(one: TemplateWords, other: TemplateWords): boolean {
  return one.subject === other.subject && one.preheader === other.preheader && one.body === other.body;
}

/** The draft of one place. */
export function useDraft(place: TemplatePlace) {
  const opened = ref<Template | null>(null);
  const words = ref<TemplateWords>({ ...NOTHING });
  const trouble = ref<ApiError | null>(null);
  const saving = ref(false);

  const changed = computed(() => opened.value !== null && !same(words.value, opened.value.words));

  /** Shows a text as the API has answered it. */
  function take(text: Template): void {
    opened.value = text;
    words.value = { ...text.words };
  }

  async function load(): Promise<void> {
    trouble.value = null;
    try {
      take(await openTemplate(place));
    } catch (error) {
      trouble.value = error as ApiError;
    }
  }

  /** Saves what stands in the fields; what is typed meanwhile stays. Throws ApiError. */
  async function save(seen = opened.value?.seen ?? 0): Promise<Template> {
    saving.value = true;
    try {
      const sent = { ...words.value };
      const saved = await saveTemplate(place, sent, seen);
      opened.value = saved;
      if (same(words.value, sent)) words.value = { ...saved.words };
      return saved;
    } finally {
      saving.value = false;
    }
  }

  return { opened, words, changed, trouble, saving, take, load, save };
}

/** The preview of what stands in the fields: asked for when typing pauses, and only the newest answer counts. */
export function usePreview(place: TemplatePlace, words: () => TemplateWords | null, reader: () => string) {
  const preview = ref<TemplatePreview | null>(null);
  const busy = ref(false);
  const trouble = ref<ApiError | null>(null);
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    clearTimeout(timer);
    const now = words();
    if (!now) return;
    const mine = ++asked;
    busy.value = true;
    try {
      const answer = await previewTemplate(place, { ...now }, reader());
      if (mine === asked) [preview.value, trouble.value] = [answer, null];
    } catch (error) {
      if (mine === asked) trouble.value = error as ApiError;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  watch(
    () => ({ ...words(), reader: reader() }),
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE_MS);
    },
  );

  return { preview, busy, trouble, ask };
}
