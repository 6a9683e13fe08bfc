/** Whether somebody is there: a tab that is visible, but that nobody has touched for long, need not be kept live. */

/** After so long without any sign of a person, the page looks for news less often. */
export const AWAY_AFTER_MS = 10 * 60_000;

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart", "focus"];
const waiting = new Set<() => void>();
let seenAt = Date.now();

function here(): void {
  const was = away();
  seenAt = Date.now();
  if (was) for (const each of [...waiting]) each();
}

for (const sign of SIGNS) window.addEventListener(sign, here, { capture: true, passive: true });

/** Whether nobody has touched the page for long. */
export function away(): boolean {
  return Date.now() - seenAt > AWAY_AFTER_MS;
}

/** Calls `back` at the first sign of a person after a long while; answers how to stop that. */
export function onReturn(back: () => void): () => void {
  waiting.add(back);
  return () => waiting.delete(back);
}
