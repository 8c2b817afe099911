/*
 * Service worker that caches one page for offline use, a gate's scanner or a booth desk, with its scripts and
 * styles. The registration's scope is the path of that page.
 */
const SCOPE = new URL(self.registration.scope).pathname;
const KIND = SCOPE.indexOf("/union/") === 0 ? "gate" : "booth";
/* The query of this worker's address names the version of the files that it caches. */
const VERSION = new URL(self.location).searchParams.get("v");
const BASE = VERSION ? `/static/${VERSION}/` : "/static/";
/* Each page and version has a cache of its own. */
const CACHE = `${SCOPE} ${VERSION}`;
/* Name of the cache that releases without file versions used. It held all pages of one kind. */
const OLDEST = `${KIND}-2`;
const OWN = {
  gate: [
    "scanner/display.js",
    "scanner/icon.svg",
    "scanner/scanner.css",
    "scanner/scanner.js",
    "scanner/server.js",
    "scanner/sound.js",
    "scanner/storage.js",
    "scanner/sync.js",
  ],
  booth: ["booth/desk.js", "booth/outbox.js"],
};
const SHARED = [
  "app.css",
  "app.js",
  "favicon.svg",
  "scanner/camera.js",
  "scanner/check-ticket.js",
  "scanner/new-id.js",
  "scanner/qr-decode.js",
  "workers/register-worker.js",
];
const FILES = SHARED.concat(OWN[KIND]);
/* The longest time to wait for the network before the cached page is shown. */
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

/* Returns the names of the caches that may hold this page: first that of this version, then earlier ones. */
async function cacheNames() {
  const own = (name) => name === OLDEST || name.indexOf(`${SCOPE} `) === 0;
  const names = (await caches.keys()).filter((name) => own(name) && name !== CACHE);
  return [CACHE].concat(names);
}

/*
 * Deletes the caches of earlier versions. The caller must have cached the page in this version's cache,
 * because one page must always open offline.
 */
async function dropOthers() {
  for (const name of await cacheNames()) if (name !== CACHE) await caches.delete(name);
}

/*
 * Fetches `address` and caches the response under each URL in `as`. Failed and redirected responses are not
 * cached, because a redirect may lead to sign-in. A page of another version is not cached, because this cache
 * lacks its files.
 */
async function keep(address, as) {
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) return { answer, kept: false };
  const text = await answer.clone().text();
  if (text.indexOf(BASE) < 0) return { answer, kept: false };
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
  /*
   * A gate's page serves for any query, because gates of one fair may replace each other. A booth desk's
   * query names the enterprise and must match.
   */
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

/*
 * Returns the network's page if it arrives in time, else the cached page, else the network's late response.
 */
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

/*
 * Prefers the cache, because the content of a versioned address never changes. A page of an earlier version
 * may name files that FILES no longer lists; they are in its own cache.
 */
const fileFor = (request) => keptFor(request).then((kept) => kept || fetch(request));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate" && pathname === SCOPE) event.respondWith(pageFor(request));
  else if (pathname.indexOf("/static/") === 0) event.respondWith(fileFor(request));
});
