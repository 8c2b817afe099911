/* Sends stored scans, oldest first. A scan is deleted only after the server confirms it. */
import { sendScans } from "./server.js";

const BATCH = 50;

/*
 * Selects the oldest scans that one request may carry: up to 50 of the same fair, venue and gate. Refused
 * scans are skipped.
 */
export function nextBatch(scans) {
  const open = scans.filter((scan) => !scan.refused);
  const first = open[0];
  if (!first) return [];
  const other = open.findIndex(
    (scan) => scan.fair !== first.fair || scan.venue !== first.venue || scan.gate !== first.gate,
  );
  return open.slice(0, Math.min(BATCH, other < 0 ? open.length : other));
}

/*
 * Sends the stored scans. Resolves to the numbers of unsent (`left`) and refused scans, whether to sign in
 * (`signIn`), and the results of the sent scans.
 */
export async function handIn(storage) {
  const results = [];
  let signIn = false;
  for (;;) {
    let batch = nextBatch(await storage.list());
    if (batch.length === 0) break;
    let answer = await sendScans(batch, 15000);
    if (answer && answer.status === 422 && batch.length > 1) {
      batch = batch.slice(0, 1);
      answer = await sendScans(batch, 15000);
    }
    if (answer && (answer.status === 422 || answer.status === 404)) {
      await storage.put(Object.assign({}, batch[0], { refused: answer.status }));
      continue;
    }
    if (!answer || !answer.body) {
      signIn = Boolean(answer) && (answer.status === 401 || answer.status === 403);
      break;
    }
    for (const item of answer.body.items) {
      const scan = batch.find((one) => one.id === item.id);
      results.push({ scan, item });
      await storage.drop(scan.seq);
    }
  }
  const kept = await storage.list();
  const refused = kept.filter((scan) => scan.refused).length;
  return { left: kept.length - refused, refused, signIn, results };
}
