/*
 * Asks the service worker to cache the response of `address` under each absolute URL in `as`. Resolves to
 * true on success, false if the browser or the network cannot.
 */
export async function keepPage(address, as) {
  if (!navigator.serviceWorker) return false;
  try {
    await navigator.serviceWorker.register("/static/workers/page-keeper.js", { scope: location.pathname });
  } catch (_error) {
    return false;
  }
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    active.postMessage({ address, as }, [channel.port2]);
  });
}
