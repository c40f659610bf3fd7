// Keeps the page of the door and its files, so that it opens without a connection.

const KEPT = "plenary-door";
const PAGE = "/registration/door";
const isPage = (request) => request.mode === "navigate" && new URL(request.url).pathname === PAGE;
const isFile = (address) => address.pathname.startsWith("/static/") || address.pathname.startsWith("/registration/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function fromNetFirst(request, key) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(4000) });
    if (answer.ok && !answer.redirected) await kept.put(key, answer.clone());
    return answer;
  } catch (failure) {
    const found = await kept.match(key);
    if (found) return found;
    throw failure;
  }
}

async function fromKeptFirst(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (isPage(event.request)) event.respondWith(fromNetFirst(event.request, PAGE));
  else if (isFile(address)) event.respondWith(address.searchParams.has("v") ? fromKeptFirst(event.request) : fromNetFirst(event.request, event.request.url));
});
