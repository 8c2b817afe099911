/*
 * Service worker that caches one page, a gate or a booth desk, and its assets for offline use. Its
 * registration scope decides which; other requests pass through.
 */
const SCOPE = new URL(self.registration.scope).pathname;
const KIND = SCOPE.indexOf("/union/") === 0 ? "gate" : "booth";
const CACHE = `${KIND}-2`;
const OWN = {
  gate: [
    "scanner/face.js",
    "scanner/icon.svg",
    "scanner/keep.js",
    "scanner/scanner.css",
    "scanner/scanner.js",
    "scanner/server.js",
    "scanner/sound.js",
    "scanner/sync.js",
    "scanner/verdict.js",
  ],
  booth: ["booth/desk.js", "booth/outbox.js"],
};
const SHARED = [
  "app.css",
  "app.js",
  "favicon.svg",
  "scanner/camera.js",
  "scanner/new-id.js",
  "scanner/qr-decode.js",
  "workers/keep-page.js",
];
const FILES = SHARED.concat(OWN[KIND]).map((name) => `/static/${name}`);
const PATIENCE_MS = 2500;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const begin = async () => {
    for (const name of await caches.keys())
      if (name !== CACHE && name.indexOf(`${KIND}-`) === 0) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(begin());
});

/* Caches the newest response. A redirected response is not the page (it may be the sign-in form). */
async function keep(address, as) {
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) return { answer, kept: false };
  const cache = await caches.open(CACHE);
  for (const name of as) await cache.put(name, answer.clone());
  return { answer, kept: true };
}

self.addEventListener("message", (event) => {
  const { address, as } = event.data;
  const kept = keep(address, as).then(
    (done) => done.kept,
    () => false,
  );
  event.waitUntil(kept.then((done) => event.ports[0].postMessage(done)));
});

async function keptFor(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  /* Any gate of the fair may stand in for another; another enterprise's desk may not. */
  return kept || (KIND === "gate" ? cache.match(request.url, { ignoreSearch: true }) : undefined);
}

/* Network first with a timeout, then the cache, then the late network response. */
async function answerOf(request) {
  const file = () => keep(request.url, [request.url]).then(({ answer }) => answer);
  const network = request.mode === "navigate" ? fetch(request) : file();
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  try {
    const answer = await Promise.race([network, late]);
    if (answer.status < 500) return answer;
  } catch (_error) {
    network.catch(() => undefined);
  }
  return (await keptFor(request)) || network;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  const page = request.mode === "navigate" && pathname === SCOPE;
  if (page || FILES.indexOf(pathname) >= 0) event.respondWith(answerOf(request));
});
