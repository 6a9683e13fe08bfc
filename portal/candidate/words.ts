/** The page's language and its texts. */
import { ref, watchEffect } from "vue";

import en from "./locales/en.json";
import zh from "./locales/zh-CN.json";
import { recall, remember } from "./memory";

export type Language = "zh-CN" | "en";
export type TextKey = keyof typeof zh;

const TEXTS: Record<Language, Record<TextKey, string>> = { "zh-CN": zh, en };
const LANGUAGE = "mianyue.language";

/** The language a tag such as `zh-TW` or `de` is shown in. */
function nearest(tag: string): Language {
  return tag.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

let chosen = recall("device", LANGUAGE);

/** The language shown now. */
export const language = ref<Language>(nearest(chosen ?? navigator.language));

/** Speak the interview's language, unless the person has chosen one on this device. */
export function speakLike(tag: string): void {
  if (!chosen) language.value = nearest(tag);
  remember("tab", LANGUAGE, language.value);
}

/** Change to the other language and remember it on this device. */
export function switchLanguage(): void {
  language.value = language.value === "en" ? "zh-CN" : "en";
  chosen = language.value;
  remember("device", LANGUAGE, chosen);
}

/** The text under `key`, its `{name}` marks replaced from `values`. */
export function say(key: TextKey, values: Record<string, string | number> = {}): string {
  return TEXTS[language.value][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

watchEffect(() => {
  document.documentElement.lang = language.value;
});
