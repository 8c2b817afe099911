import { OutboundError } from "../../../platform/outbound/index.ts";
import type { Seen } from "../rules/state.ts";
import type { Measured } from "../store/looks.ts";
import { type Fetches, originOf } from "./look-at.ts";

const MEASURE_MS = 2_000;
/** Fragments that a player stays behind the newest one. */
const BEHIND = 2;
/** An older fragment is no measure of a delay. */
const AGE_MAX_S = 120;
const KBPS_MAX = 1_000_000;

type Found = Exclude<Seen, { fault: unknown }>;
type Headers = Readonly<Record<string, string>>;

/** Measures a signal whose playlist was just seen. It never throws for a source that does not answer. */
export type Measure = (seen: Found, stopped?: AbortSignal) => Promise<Measured>;

/** Returns the seconds since the server wrote a fragment, by the server's own clock. 0 if it does not say. */
function ageS(headers: Headers): number {
  const [now, written] = [headers.date, headers["last-modified"]].map((text) => Date.parse(text ?? ""));
  const age = ((now ?? Number.NaN) - (written ?? Number.NaN)) / 1000;
  return age >= 0 && age <= AGE_MAX_S ? age : 0;
}

/** Returns kilobits a second of a fragment by its length in bytes; null if the server does not say. */
function kbpsOf(headers: Headers, durationS: number): number | null {
  const bytes = Number(headers["content-length"] ?? Number.NaN);
  const kbps = Math.round((bytes * 8) / durationS / 1000);
  return bytes > 0 && durationS > 0 && kbps <= KBPS_MAX ? kbps : null;
}

/**
 * Opens measures of signals. One HEAD of the newest fragment tells its length and age; its picture is not
 * fetched. The delay is that age, the fragment itself, and those that a player stays behind. As a look does,
 * it never goes from a strange address to the own server.
 */
export function openMeasure({ outside, own, ownOrigins }: Fetches): Measure {
  const isOwn = (address: string) => ownOrigins.includes(originOf(address) ?? "");
  return async ({ playlist, address = "", bandwidth = null }, stopped) => {
    const last = playlist.segments.findLast(({ gap }) => !gap);
    const declared = bandwidth === null ? null : Math.min(KBPS_MAX, Math.round(bandwidth / 1000));
    if (!last) return { delayMs: null, bitrateKbps: declared };
    const usual = { delayMs: Math.round(last.durationS * (1 + BEHIND) * 1000), bitrateKbps: declared };
    if (!URL.canParse(last.uri, address)) return usual;
    const url = new URL(last.uri, address).href;
    if (isOwn(url) !== isOwn(address)) return usual;
    const bounds = { method: "HEAD", totalMs: MEASURE_MS, maxBytes: Number.MAX_SAFE_INTEGER } as const;
    try {
      const fetch = isOwn(url) ? own : outside;
      const { status, headers } = await fetch(url, { ...bounds, ...(stopped ? { signal: stopped } : {}) });
      if (status !== 200) return usual;
      const whole = !last.path.includes("#");
      return {
        delayMs: usual.delayMs + Math.round(ageS(headers) * 1000),
        bitrateKbps: declared ?? (whole ? kbpsOf(headers, last.durationS) : null),
      };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return usual;
    }
  };
}
