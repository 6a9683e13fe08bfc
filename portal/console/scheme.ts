/** Light or dark: the system's until the person chooses. */
import { ref } from "vue";

export type Scheme = "system" | "light" | "dark";

const KEPT = "mianyue.scheme";
const kept = localStorage.getItem(KEPT);

export const scheme = ref<Scheme>(kept === "light" || kept === "dark" ? kept : "system");

/** Puts the choice on the page, where tokens.css reads it. */
export function applyScheme(): void {
  const page = document.documentElement;
  if (scheme.value === "system") page.removeAttribute("data-theme");
  else page.setAttribute("data-theme", scheme.value);
}

/** Chooses a scheme and keeps it. */
export function choose(chosen: Scheme): void {
  scheme.value = chosen;
  if (chosen === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, chosen);
  applyScheme();
}
