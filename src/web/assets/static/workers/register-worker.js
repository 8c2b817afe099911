/* The version in the address of this page's own script: the worker keeps the files of that version. */
const VERSION = /\/static\/([0-9a-f]{12})\//;
function version() {
  for (const { src } of Array.from(document.scripts)) {
    const [, found] = VERSION.exec(src) || [];
    if (found) return found;
  }
  return "";
}

/*
 * Asks the service worker to cache the response of `address` under each absolute URL in `as`. Resolves to
 * true on success, false if the browser or the network cannot.
 */
export async function cacheForOffline(address, as) {
  if (!navigator.serviceWorker) return false;
  let registration;
  try {
    registration = await navigator.serviceWorker.register(`/static/workers/offline-page.js?v=${version()}`, {
      scope: location.pathname,
    });
  } catch (_error) {
    return false;
  }
  const worker = await newest(registration);
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ address, as }, [channel.port2]);
  });
}

/* The worker of this page's version: after an upgrade the active one is still the one before until the new one has its files. */
async function newest(registration) {
  const coming = registration.installing || registration.waiting;
  const { active } = await navigator.serviceWorker.ready;
  if (!coming || coming === active) return active;
  return new Promise((resolve) => {
    const look = () => {
      if (coming.state === "activated") resolve(coming);
      else if (coming.state === "redundant") resolve(active);
    };
    coming.addEventListener("statechange", look);
    look();
  });
}
