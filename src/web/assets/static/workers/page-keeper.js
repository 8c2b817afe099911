/*
 * Service worker that caches one page, a gate or a booth desk, and its assets for offline use. Its
 * registration scope decides which; other requests pass through.
 */
const SCOPE = new URL(self.registration.scope).pathname;
const KIND = SCOPE.indexOf("/union/") === 0 ? "gate" : "booth";
/* The address of this file stays; its query names the version of the files it keeps. One cache for each page and version. */
const VERSION = new URL(self.location).searchParams.get("v");
const BASE = VERSION ? `/static/${VERSION}/` : "/static/";
const CACHE = `${SCOPE} ${VERSION}`;
/* The one cache of all pages of a kind, from before versions. */
const OLDEST = `${KIND}-2`;
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
const FILES = SHARED.concat(OWN[KIND]);
/* A page kept before an upgrade names files of the version before: they are in that version's cache. */
const FILE = /^\/static\/(?:[0-9a-f]{12}\/)?(.+)$/;
const PATIENCE_MS = 2500;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((name) => BASE + name));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

/* Caches of this page, this version's first. */
async function cacheNames() {
  const own = (name) => name === OLDEST || name.indexOf(`${SCOPE} `) === 0;
  const names = (await caches.keys()).filter((name) => own(name) && name !== CACHE);
  return [CACHE].concat(names);
}

/*
 * Only once this version has a page of its own. Until then the page of the version before still opens without
 * network.
 */
async function dropOthers() {
  for (const name of await cacheNames()) if (name !== CACHE) await caches.delete(name);
}

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
  const kept = keep(address, as)
    .then((done) => (done.kept ? dropOthers().then(() => true) : false))
    .catch(() => false);
  event.waitUntil(kept.then((done) => event.ports[0].postMessage(done)));
});

async function keptFor(request) {
  /* Any gate of the fair may stand in for another; another enterprise's desk may not. */
  const ways = KIND === "gate" ? [{}, { ignoreSearch: true }] : [{}];
  for (const name of await cacheNames()) {
    const cache = await caches.open(name);
    for (const way of ways) {
      const kept = await cache.match(request.url, way);
      if (kept) return kept;
    }
  }
  return undefined;
}

/* Network first with a timeout, then the cache, then the late network response. */
async function pageFor(request) {
  const network = fetch(request);
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  try {
    const answer = await Promise.race([network, late]);
    if (answer.status < 500) return answer;
  } catch (_error) {
    network.catch(() => undefined);
  }
  return (await keptFor(request)) || network;
}

/* The content of a versioned address never changes: what is kept is as good as what the server has. */
const fileFor = (request) => keptFor(request).then((kept) => kept || fetch(request));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  const [, file] = FILE.exec(pathname) || [];
  if (request.mode === "navigate" && pathname === SCOPE) event.respondWith(pageFor(request));
  else if (FILES.indexOf(file) >= 0) event.respondWith(fileFor(request));
});
