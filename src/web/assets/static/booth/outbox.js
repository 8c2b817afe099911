/*
 * The booth desk's offline queue in localStorage, one entry for each scan. The nonce lets the server count a
 * scan once.
 */

/*
 * Opens the queue whose scans are sent to the API address `address`. Returns null if the browser has no
 * storage.
 */
export function openOutbox(address) {
  let storage = null;
  try {
    storage = window.localStorage;
    storage.setItem("outbox", "1");
  } catch (_error) {
    return null;
  }
  const prefix = `outbox ${address} `;
  const all = () =>
    Object.keys(storage)
      .filter((key) => key.indexOf(prefix) === 0)
      .map((key) => JSON.parse(storage.getItem(key)))
      .sort((a, b) => (a.scan.heldSince < b.scan.heldSince ? -1 : 1));
  const put = (entry) => storage.setItem(prefix + entry.scan.nonce, JSON.stringify(entry));
  const waiting = () => all().filter(({ refused }) => !refused);

  /*
   * Sends one scan. Resolves to `sent`, `refused` (for good), `later` (offline, server error or rate limit)
   * or `signIn`.
   */
  async function sendOne(entry) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(entry.scan),
    }).catch(() => null);
    if (answer === null || answer.status >= 500 || answer.status === 408 || answer.status === 429)
      return "later";
    if (answer.status === 401 || answer.status === 403) return "signIn";
    if (answer.ok) {
      storage.removeItem(prefix + entry.scan.nonce);
      return "sent";
    }
    const problem = await answer.json().catch(() => ({}));
    const [field] = problem.fields || [];
    put(
      Object.assign(entry, {
        refused: { code: (field ? field.code : problem.code) || "", title: problem.title || "" },
      }),
    );
    return "refused";
  }

  return {
    waiting,
    refused: () => all().filter(({ refused }) => refused),
    hold: (scan) => put({ scan }),
    drop: (nonce) => storage.removeItem(prefix + nonce),
    /* Sends the entries, oldest first. Stops at the first one that must be sent again later. */
    async send() {
      let [sent, stopped] = [0, null];
      for (const entry of waiting()) {
        const end = await sendOne(entry);
        if (end === "sent") sent += 1;
        else if (end !== "refused") {
          stopped = end;
          break;
        }
      }
      return { sent, stopped };
    },
  };
}
