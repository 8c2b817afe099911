import { md5 } from "./md5.ts";
import { type CallbackFields, isSame, readClient, readName, type StreamServer } from "./server.ts";

/** The time in a callback is the end of its validity, ten minutes after it was sent. */
const VALID_MS = 10 * 60_000;
/** Clocks of both sides differ a little. */
const SKEW_MS = 60_000;

/** A push address is valid until so many seconds after the planned end. */
const LATE_S = 2 * 3_600;

const [STOPPED, STARTED] = ["0", "1"];

/**
 * Checks the signature, which is `MD5(key + t)`, and the age of `t`. It covers the time alone: whoever saw
 * one callback can send others for ten minutes. So it proves no field of the body.
 */
function proves(fields: CallbackFields, secret: string, nowMs: number): boolean {
  const [t = "", sign = ""] = [fields.get("t"), fields.get("sign")];
  const endsMs = /^\d{10}$/.test(t) ? Number(t) * 1_000 : Number.NaN;
  if (!(endsMs >= nowMs - SKEW_MS && endsMs <= nowMs + VALID_MS + SKEW_MS)) return false;
  return isSame(md5(`${secret}${t}`), sign);
}

/** Tencent Cloud Live (腾讯云直播). `sequence` is one push, from its start to its end. */
export const tencent: StreamServer = {
  kind: "tencent",
  asks: false,
  proves,
  publish(fields) {
    const [name, client] = [readName(fields.get("stream_id")), readClient(fields.get("sequence"))];
    return fields.get("event_type") === STARTED && name && client ? { name, client, key: "" } : null;
  },
  unpublish(fields) {
    const [name, client] = [readName(fields.get("stream_id")), readClient(fields.get("sequence"))];
    return fields.get("event_type") === STOPPED && name && client ? { name, client } : null;
  },
  recorded: null,
  accepted: { status: 200, body: '{"code":0}', type: "application/json" },
  refused: { status: 403, body: '{"code":403}', type: "application/json" },
  streamKey({ name, pushKey, endsAt }) {
    const until = Math.floor(endsAt.getTime() / 1_000 + LATE_S)
      .toString(16)
      .toUpperCase();
    return `${name}?txSecret=${md5(pushKey + name + until)}&txTime=${until}`;
  },
  playlistPath: (name) => `${name}.m3u8`,
};
