/* The version in the address of the page's scripts. The worker caches the files of that version. */
const VERSION = /\/static\/([0-9a-f]{12})\//;
function version() {
  for (const { src } of Array.from(document.scripts)) {
    const [, found] = VERSION.exec(src) || [];
    if (found) return found;
  }
  return "";
}

/*
 * Registers the service worker for this path and makes it cache the response of `address` under each absolute
 * URL in `as`. Resolves to false if that fails, else to true.
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

/*
 * Resolves to the worker of this page's version. After an upgrade the previous worker stays active until the
 * new one has cached its files.
 */
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
