/* Keeps the gate's page and what it is made of, so that it opens without network. Nothing else passes through here. */
const CACHE = "scanner-1";
const FILES = [
  "app.css",
  "app.js",
  "favicon.svg",
  "scanner/camera.js",
  "scanner/face.js",
  "scanner/icon.svg",
  "scanner/keep.js",
  "scanner/qr-decode.js",
  "scanner/scanner.css",
  "scanner/scanner.js",
  "scanner/server.js",
  "scanner/sound.js",
  "scanner/sync.js",
  "scanner/verdict.js",
].map((name) => `/static/${name}`);
const PATIENCE_MS = 2500;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES);
    await keep(cache, new Request(self.registration.scope));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(begin());
});

/* The newest answer, kept; a page that leads elsewhere (signing in) is not the gate. */
async function keep(cache, request) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
  return answer;
}

async function answerOf(request) {
  const cache = await caches.open(CACHE);
  const network = keep(cache, request);
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  try {
    const answer = await Promise.race([network, late]);
    if (answer.status < 500) return answer;
  } catch (_error) {
    network.catch(() => undefined);
  }
  const kept = (await cache.match(request)) || (await cache.match(request, { ignoreSearch: true }));
  return kept || network;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  const page = request.mode === "navigate" && pathname === new URL(self.registration.scope).pathname;
  if (page || FILES.indexOf(pathname) >= 0) event.respondWith(answerOf(request));
});
