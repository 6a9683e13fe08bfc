/** The console's two languages; the choice is kept in the browser, Chinese comes first. */
import { watch } from "vue";
import { createI18n } from "vue-i18n";

import en from "./locales/en.json";
import zhCN from "./locales/zh-CN.json";

export type Language = "zh-CN" | "en";

const KEPT = "mianyue.language";

function initial(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh-CN" || kept === "en") return kept;
  return navigator.language.startsWith("en") ? "en" : "zh-CN";
}

export const i18n = createI18n({
  legacy: false,
  locale: initial(),
  fallbackLocale: "zh-CN",
  messages: { "zh-CN": zhCN, en },
});

/** The language now shown. */
export function language(): Language {
  return i18n.global.locale.value as Language;
}

/** Shows the console in `chosen` and keeps it. */
export function speak(chosen: Language): void {
  i18n.global.locale.value = chosen;
  localStorage.setItem(KEPT, chosen);
}

watch(i18n.global.locale, (now) => document.documentElement.setAttribute("lang", now), { immediate: true });
