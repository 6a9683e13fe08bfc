/** What the page remembers: in this tab, or on this device. A browser that refuses storage forgets, and works. */
type Place = "tab" | "device";

function storage(place: Place): Storage {
  return place === "tab" ? sessionStorage : localStorage;
}

export function recall(place: Place, key: string): string | null {
  try {
    return storage(place).getItem(key);
  } catch {
    return null;
  }
}

export function remember(place: Place, key: string, value: string): void {
  try {
    storage(place).setItem(key, value);
  } catch {
    // Private windows may refuse: the page then simply asks for the link again after a reload.
  }
}

export function forget(place: Place, key: string): void {
  try {
    storage(place).removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
