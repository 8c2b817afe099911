import { type Outbound, type OutboundCode, OutboundError } from "../../../platform/outbound/index.ts";
import { readPlaylist } from "../playlist/read-playlist.ts";
import { type MasterPlaylist, type MediaPlaylist, PLAYLIST_BYTES_MAX } from "../playlist/schema.ts";
import type { Seen, SignalFault } from "../rules/state.ts";

const LOOK_MS = 4_000;

/** Looks once at the playlist of an address. */
export type LookAt = (address: string, stopped?: AbortSignal) => Promise<Seen>;

/**
 * `outside` never calls private addresses. `own` may, and is used for addresses of `ownOrigins` alone: the
 * own streaming server usually stands beside this program.
 */
export type Fetches = {
  outside: Outbound;
  own: Outbound;
  ownOrigins: readonly string[];
  /** Bound of one look in milliseconds, with all its calls; default 4,000. */
  lookMs?: number;
};

const FAULTS: Readonly<Record<OutboundCode, SignalFault>> = {
  URL_INVALID: "addressInvalid",
  SCHEME_REFUSED: "addressInvalid",
  CREDENTIALS_REFUSED: "addressInvalid",
  ADDRESS_REFUSED: "addressRefused",
  PLAIN_REFUSED: "addressRefused",
  REDIRECT_REFUSED: "redirect",
  TOO_LARGE: "tooLarge",
  TOO_SLOW: "slow",
  UNREACHABLE: "unreachable",
  STOPPED: "slow",
};

type Found = MediaPlaylist | MasterPlaylist | SignalFault;

type Bounds = { totalMs: number; signal: AbortSignal };

async function fetchPlaylist(fetch: Outbound, url: string, bounds: Bounds): Promise<Found> {
  const { status, body } = await fetch(url, { ...bounds, maxBytes: PLAYLIST_BYTES_MAX });
  if (status === 404 || status === 410) return "absent";
  if (status !== 200) return "status";
  const found = readPlaylist(body);
  if (found.kind !== "faulty") return found;
  return found.fault === "NOT_PLAYLIST" || found.fault === "NOT_TEXT" ? "notPlaylist" : "malformed";
}

/** Returns the quality with the smallest playlist to follow: all qualities of one picture move together. */
const variantOf = ({ variants }: MasterPlaylist) =>
  [...variants].sort((a, b) => a.bandwidth - b.bandwidth)[0];

export const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : null);

/**
 * Opens looks at playlists. A look takes at most four seconds and follows no redirect; a master playlist
 * leads to one of its qualities. A strange address never leads to a private one, nor to the own server.
 */
export function openLookAt({ outside, own, ownOrigins, lookMs = LOOK_MS }: Fetches): LookAt {
  const isOwn = (address: string) => ownOrigins.includes(originOf(address) ?? "");
  return async (address, stopped) => {
    const timer = AbortSignal.timeout(lookMs);
    const signal = stopped ? AbortSignal.any([timer, stopped]) : timer;
    const bounds = { totalMs: lookMs, signal };
    const fetch = isOwn(address) ? own : outside;
    try {
      const first = await fetchPlaylist(fetch, address, bounds);
      if (typeof first === "string") return { fault: first };
      if (first.kind === "media") return { playlist: first, address, bandwidth: null };
      const uri = variantOf(first)?.uri ?? "";
      if (!URL.canParse(uri, address)) return { fault: "malformed" };
      const next = new URL(uri, address).href;
      if (isOwn(next) !== isOwn(address)) return { fault: "addressRefused" };
      const second = await fetchPlaylist(fetch, next, bounds);
      if (typeof second === "string") return { fault: second };
      if (second.kind !== "media") return { fault: "malformed" };
      const bandwidth = Math.max(...first.variants.map((one) => one.bandwidth));
      return { playlist: second, address: next, bandwidth };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return { fault: FAULTS[error.code] };
    }
  };
}
