import { readPage } from "../../../src/federation/pull/reading/page.ts";
import { EMPTY } from "../../../src/platform/changes/index.ts";
import { CITY, type Draft, LOG, ORIGIN, soundPage } from "../../federation/support/pages.ts";
import { median, report } from "../support.ts";

const ENTRIES = 500;
const ROUNDS = 60;

/** A posting of about 800 bytes with as many members as a real one. */
const posting = (n: number): Draft => ({
  head: {
    id: `0193b2c0-0000-7000-8000-${String(n).padStart(12, "0")}`,
    validThrough: "2026-12-30T16:00:00.000Z",
  },
  payload: {
    title: `电焊工 ${n}`,
    ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`member${i}`, i % 3 ? i * n : null])),
    duties: "按图纸完成焊接，".repeat(8),
    employer: {
      id: `0193b2c0-0000-7000-9000-${String(n).padStart(12, "0")}`,
      name: "某某机械厂",
      verified: true,
    },
  },
});

/** Runs both in turn, so that a busy machine slows both. Returns the median of each in microseconds. */
async function inTurn(ours: () => Promise<void>, reference: () => void): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    let startMs = performance.now();
    await ours();
    times[0].push(performance.now() - startMs);
    startMs = performance.now();
    reference();
    times[1].push(performance.now() - startMs);
  }
  return [median(times[0]) * 1_000, median(times[1]) * 1_000];
}

/**
 * Measures reading and verifying a page of 500 postings: lines, members, digests, tree and signature. The
 * reference parses the JSON of the same page: lines, headers and payloads.
 */
export async function run(): Promise<void> {
  const { bytes, signer } = await soundPage(Array.from({ length: ENTRIES }, (_, i) => posting(i + 1)));
  const of = { log: LOG, origin: ORIGIN, city: CITY, from: EMPTY, keys: [signer] };
  const [ours, reference] = await inTurn(
    async () => void (await readPage(bytes, of)),
    () => {
      for (const line of bytes.toString().slice(0, -1).split("\n")) {
        const { h, p } = JSON.parse(line);
        if (h) JSON.parse(h);
        if (p) JSON.parse(p);
      }
    },
  );
  report({
    name: "sync-verify",
    ours: ours / ENTRIES,
    reference: reference / ENTRIES,
    unit: "µs/entry",
    entries: ENTRIES,
    bytesAnEntry: Math.round(bytes.length / ENTRIES),
  });
}
