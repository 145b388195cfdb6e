// Keeps the inspector's forms on the device, so that they open without a line; runs below entry/ alone. What comes over
// the line is newer and comes first; what was kept is given where nothing came, or not in time.

const KEPT = "windowboard-entry";
const PATIENCE = 4000; // milliseconds: over a line that hardly holds nobody waits longer

const answer = async (request) => {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (!kept) return fetch(request);
  const asked = fetch(request).then(
    (response) => (response.ok ? response : kept.clone()),
    () => kept.clone(),
  );
  return Promise.race([asked, new Promise((done) => setTimeout(() => done(kept.clone()), PATIENCE))]);
};

const keep = async (addresses, port) => {
  const cache = await caches.open(KEPT);
  try {
    await cache.addAll(addresses);
  } catch {
    // without a line what was kept before is what there is
  }
  const kept = await Promise.all(addresses.map((address) => cache.match(address)));
  port.postMessage({ kept: kept.every(Boolean) });
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep, event.ports[0])));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && new URL(url).origin === self.location.origin) event.respondWith(answer(event.request));
});
