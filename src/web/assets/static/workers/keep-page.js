/*
 * Has this page kept for when there is no network: what `address` answers, under each name of `as` (whole addresses). True
 * once it is; false where the browser or the network cannot.
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
