/* Hands in what is kept, oldest first, until the server has it. What it has not acknowledged stays. */
import { sendScans } from "./server.js";

const BATCH = 50;

/* The first scans that go together: same fair, venue and gate, one after the other. */
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
 * {left, refused, signIn, results}: how many wait still, how many the server does not take, whether somebody must sign
 * in, and what came of each scan handed in.
 */
export async function handIn(keep) {
  const results = [];
  let signIn = false;
  for (;;) {
    let batch = nextBatch(await keep.list());
    if (batch.length === 0) break;
    let answer = await sendScans(batch, 15000);
    if (answer && answer.status === 422 && batch.length > 1) {
      batch = batch.slice(0, 1);
      answer = await sendScans(batch, 15000);
    }
    if (answer && (answer.status === 422 || answer.status === 404)) {
      await keep.put(Object.assign({}, batch[0], { refused: answer.status }));
      continue;
    }
    if (!answer || !answer.body) {
      signIn = Boolean(answer) && (answer.status === 401 || answer.status === 403);
      break;
    }
    for (const item of answer.body.items) {
      const scan = batch.find((one) => one.id === item.id);
      results.push({ scan, item });
      await keep.drop(scan.seq);
    }
  }
  const kept = await keep.list();
  const refused = kept.filter((scan) => scan.refused).length;
  return { left: kept.length - refused, refused, signIn, results };
}
