/**
 * Lets the console open without a network, so that it can say what is missing. It keeps the page and its hashed files,
 * and nothing else: no answer of the API, no setting, nothing of the candidates' pages.
 */
const KEPT = "mianyue-console-1";
const MOST = 120;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === "/" && request.mode === "navigate") event.respondWith(newest(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(keptFirst(request));
});

/** The page as it is now; without a network as it was last. */
async function newest(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put("/", answer.clone());
    return answer;
  } catch (error) {
    const last = await kept.match("/");
    if (last) return last;
    throw error;
  }
}

/** A file whose name is a hash of it never changes. */
async function keptFirst(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    await kept.put(request, answer.clone());
    await forgetOldest(kept);
  }
  return answer;
}

async function forgetOldest(kept) {
  const requests = await kept.keys();
  const files = requests.filter(({ url }) => new URL(url).pathname !== "/");
  await Promise.all(files.slice(0, Math.max(0, files.length - MOST)).map((each) => kept.delete(each)));
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("mianyue-console-") && name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
}
