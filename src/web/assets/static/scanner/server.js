/*
 * The two requests that a gate sends. Each resolves to null if there is no answer in time, or the server
 * fails (5xx).
 */

async function ask(path, options, timeoutMs) {
  const stop = window.AbortController ? new AbortController() : null;
  const timer = window.setTimeout(() => stop && stop.abort(), timeoutMs);
  try {
    const answer = await fetch(
      path,
      Object.assign({ credentials: "same-origin" }, options, stop ? { signal: stop.signal } : {}),
    );
    if (answer.status >= 500) return null;
    return { status: answer.status, body: answer.ok ? await answer.json() : null };
  } catch (_error) {
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}

export const fetchPack = (fair, venue) => ask(`/api/v1/fairs/${fair}/venues/${venue}/scanner`, {}, 15000);

/*
 * Sends scans in order. All must have the same fair, venue and gate. Fields that only the device needs are
 * left out.
 */
export function sendScans(scans, timeoutMs) {
  const first = scans[0];
  const body = JSON.stringify({
    venueId: first.venue,
    gate: first.gate,
    scans: scans.map(({ id, code, direction, deviceAt, claimed }) => ({
      id,
      code,
      direction,
      deviceAt,
      claimed,
    })),
  });
  const headers = { "content-type": "application/json" };
  return ask(`/api/v1/fairs/${first.fair}/scans`, { method: "POST", headers, body }, timeoutMs);
}
