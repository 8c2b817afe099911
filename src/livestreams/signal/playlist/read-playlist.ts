import {
  type FaultyPlaylist,
  LINE_CHARS_MAX,
  LINES_MAX,
  type MasterPlaylist,
  type MediaPlaylist,
  PLAYLIST_BYTES_MAX,
  type PlaylistFault,
  SEGMENTS_MAX,
  type Segment,
  TARGET_S_MAX,
  VARIANTS_MAX,
  type Variant,
} from "./schema.ts";

class Fault extends Error {
  readonly fault: PlaylistFault;
  constructor(fault: PlaylistFault) {
    super(fault);
    this.fault = fault;
  }
}
const refuse = (fault: PlaylistFault): never => {
  throw new Fault(fault);
};

function readInteger(text: string): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : refuse("TAG_INVALID");
}

function readSeconds(text: string): number {
  const seconds = /^\d{1,6}(?:\.\d{1,18})?$/.test(text) ? Number(text) : Number.NaN;
  return seconds >= 0 ? seconds : refuse("TAG_INVALID");
}

/** Reads an attribute list (RFC 8216, section 4.2). Values in quotes may contain commas. */
function readAttributes(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const next = /([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))(?:,|$)/y;
  while (next.lastIndex < text.length) {
    const [, name = "", quoted, plain = ""] = next.exec(text) ?? refuse("TAG_INVALID");
    if (found.has(name)) refuse("TAG_REPEATED");
    found.set(name, quoted ?? plain);
  }
  return found;
}

/** The parts of a playlist as its lines give them. Fields of the next address wait until it comes. */
type Reading = {
  /** Names of tags that may come once. */
  once: Set<string>;
  family: "media" | "master" | null;
  targetS: number | null;
  sequence: number;
  discontinuities: number;
  ended: boolean;
  segments: Segment[];
  variants: Variant[];
  durationS: number | null;
  discontinuity: boolean;
  gap: boolean;
  range: string;
  variant: Omit<Variant, "uri"> | null;
};

function enter(reading: Reading, family: "media" | "master"): void {
  if (reading.family !== null && reading.family !== family) refuse("TAGS_MIXED");
  reading.family = family;
}

/** Numbers of the first segment stand before it. */
function beforeSegments(reading: Reading, value: string): number {
  if (reading.segments.length > 0 || reading.durationS !== null) refuse("TAG_MISPLACED");
  return readInteger(value);
}

type Reader = (reading: Reading, value: string) => void;
const media =
  (read: Reader): Reader =>
  (reading, value) => {
    enter(reading, "media");
    read(reading, value);
  };

/** Tags that may stand once in a playlist. */
const ONCE: Readonly<Record<string, Reader>> = {
  "#EXT-X-VERSION": (_, value) => void readInteger(value),
  "#EXT-X-TARGETDURATION": media((reading, value) => {
    reading.targetS = readInteger(value);
    if (reading.targetS > TARGET_S_MAX) refuse("TAG_INVALID");
  }),
  "#EXT-X-MEDIA-SEQUENCE": media((reading, value) => {
    reading.sequence = beforeSegments(reading, value);
  }),
  "#EXT-X-DISCONTINUITY-SEQUENCE": media((reading, value) => {
    reading.discontinuities = beforeSegments(reading, value);
  }),
  "#EXT-X-ENDLIST": media((reading) => {
    reading.ended = true;
  }),
};

const MANY: Readonly<Record<string, Reader>> = {
  "#EXTINF": media((reading, value) => {
    if (reading.durationS !== null) refuse("URI_MISSING");
    reading.durationS = readSeconds(value.split(",", 1)[0] ?? "");
  }),
  "#EXT-X-DISCONTINUITY": media((reading) => {
    reading.discontinuity = true;
  }),
  "#EXT-X-GAP": media((reading) => {
    reading.gap = true;
  }),
  "#EXT-X-BYTERANGE": media((reading, value) => {
    if (!/^\d{1,15}(?:@\d{1,15})?$/.test(value)) refuse("TAG_INVALID");
    reading.range = `#${value}`;
  }),
  "#EXT-X-STREAM-INF": (reading, value) => {
    enter(reading, "master");
    if (reading.variant) refuse("URI_MISSING");
    const attributes = readAttributes(value);
    const size = attributes.get("RESOLUTION") ?? "";
    reading.variant = {
      bandwidth: readInteger(attributes.get("BANDWIDTH") ?? ""),
      height: /^\d{1,5}x\d{1,5}$/.test(size) ? Number(size.split("x")[1]) : null,
    };
  },
};

function readTag(reading: Reading, line: string): void {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).trim();
  if (Object.hasOwn(MANY, name)) MANY[name]?.(reading, value);
  if (!Object.hasOwn(ONCE, name)) return;
  if (reading.once.has(name)) refuse("TAG_REPEATED");
  reading.once.add(name);
  ONCE[name]?.(reading, value);
}

function readUri(reading: Reading, uri: string): void {
  if (reading.variant) {
    reading.variants.push({ uri, ...reading.variant });
    reading.variant = null;
    if (reading.variants.length > VARIANTS_MAX) refuse("TOO_MANY_VARIANTS");
    return;
  }
  const { durationS, discontinuity, gap, range } = reading;
  if (durationS === null) throw new Fault("DURATION_MISSING");
  const path = `${uri.replace(/[?#].*$/, "")}${range}`;
  reading.segments.push({ uri, path, durationS, discontinuity, gap });
  Object.assign(reading, { durationS: null, discontinuity: false, gap: false, range: "" });
  if (reading.segments.length > SEGMENTS_MAX) refuse("TOO_MANY_SEGMENTS");
}

function linesOf(body: Uint8Array): string[] {
  if (body.length > PLAYLIST_BYTES_MAX) refuse("TOO_LARGE");
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    refuse("NOT_TEXT");
  }
  if (text.includes("\0")) refuse("NOT_TEXT");
  const lines = text.split("\n", LINES_MAX + 1).map((line) => line.replace(/[\t\r ]+$/, ""));
  if (lines[0] !== "#EXTM3U") refuse("NOT_PLAYLIST");
  if (lines.length > LINES_MAX) refuse("TOO_MANY_LINES");
  if (lines.some((line) => line.length > LINE_CHARS_MAX)) refuse("LINE_TOO_LONG");
  return lines.slice(1);
}

function read(body: Uint8Array): MediaPlaylist | MasterPlaylist {
  const reading: Reading = {
    once: new Set(),
    family: null,
    targetS: null,
    sequence: 0,
    discontinuities: 0,
    ended: false,
    segments: [],
    variants: [],
    durationS: null,
    discontinuity: false,
    gap: false,
    range: "",
    variant: null,
  };
  for (const line of linesOf(body)) {
    if (line.startsWith("#EXT")) readTag(reading, line);
    else if (line !== "" && !line.startsWith("#")) readUri(reading, line);
  }
  if (reading.durationS !== null || reading.variant) refuse("URI_MISSING");
  if (reading.family === "master") return { kind: "master", variants: reading.variants };
  const { targetS, sequence, discontinuities, ended, segments } = reading;
  if (targetS === null) return refuse("TARGET_MISSING");
  if (!Number.isSafeInteger(sequence + segments.length)) refuse("TAG_INVALID");
  return { kind: "media", targetS, sequence, discontinuities, ended, segments };
}

/**
 * Reads a media or master playlist of HTTP Live Streaming (RFC 8216): the tags that tell whether a picture
 * moves. Other tags are passed over. A text that breaks a rule of these tags or a bound gives its fault.
 */
export function readPlaylist(body: Uint8Array): MediaPlaylist | MasterPlaylist | FaultyPlaylist {
  try {
    return read(body);
  } catch (error) {
    if (error instanceof Fault) return { kind: "faulty", fault: error.fault };
    throw error;
  }
}
