import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlaylist } from "../../../src/livestreams/signal/playlist/read-playlist.ts";
import {
  LINE_CHARS_MAX,
  LINES_MAX,
  type MediaPlaylist,
  PLAYLIST_BYTES_MAX,
  type PlaylistFault,
  VARIANTS_MAX,
} from "../../../src/livestreams/signal/playlist/schema.ts";

const read = (text: string) => readPlaylist(new TextEncoder().encode(text));

/** As nginx writes it while somebody publishes. */
const NGINX = `#EXTM3U
#EXT-X-VERSION:3
#EXT-X-MEDIA-SEQUENCE:17
#EXT-X-TARGETDURATION:2
#EXT-X-DISCONTINUITY
#EXTINF:2.000,
k3-1764500000000.ts
#EXTINF:1.960,
k3-1764500002000.ts
`;

describe("media playlists", () => {
  test("gives sequence, durations, discontinuities and paths", () => {
    expect(read(NGINX)).toEqual({
      kind: "media",
      targetS: 2,
      sequence: 17,
      discontinuities: 0,
      ended: false,
      segments: [
        {
          uri: "k3-1764500000000.ts",
          path: "k3-1764500000000.ts",
          durationS: 2,
          discontinuity: true,
          gap: false,
        },
        {
          uri: "k3-1764500002000.ts",
          path: "k3-1764500002000.ts",
          durationS: 1.96,
          discontinuity: false,
          gap: false,
        },
      ],
    });
  });

  test("reads lines that end as on Windows, and passes over comments and unknown tags", () => {
    const text = NGINX.replaceAll("\n", "\r\n").replace(
      "#EXTINF:2",
      "# a remark\r\n#EXT-X-NEW:1\r\n\r\n#EXTINF:2",
    );
    expect(read(text)).toEqual(read(NGINX));
  });

  test("a path has no query, and tells ranges of one file apart", () => {
    const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n#EXT-X-BYTERANGE:100@0\na.ts?t=1\n#EXTINF:4,\n#EXT-X-BYTERANGE:100@100\na.ts?t=2\n#EXT-X-GAP\n#EXTINF:4,\nb.ts\n#EXT-X-ENDLIST`;
    const found = read(text) as MediaPlaylist;
    expect(found.segments.map(({ path, gap }) => [path, gap])).toEqual([
      ["a.ts#100@0", false],
      ["a.ts#100@100", false],
      ["b.ts", true],
    ]);
    expect(found.ended).toBe(true);
    expect(found.sequence).toBe(0);
  });

  test("may be empty, as before the first fragment", () => {
    expect(read("#EXTM3U\n#EXT-X-TARGETDURATION:2\n")).toMatchObject({ kind: "media", segments: [] });
  });
});

test("a master playlist gives its qualities", () => {
  const text = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="普通话, 标准",URI="a.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1280000,CODECS="avc1.4d401e,mp4a.40.2",RESOLUTION=854x480
low/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2560000
high/index.m3u8
`;
  expect(read(text)).toEqual({
    kind: "master",
    variants: [
      { uri: "low/index.m3u8", bandwidth: 1_280_000, height: 480 },
      { uri: "high/index.m3u8", bandwidth: 2_560_000, height: null },
    ],
  });
});

const HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n";
const FAULTS: readonly [name: string, text: string, fault: PlaylistFault][] = [
  ["nothing", "", "NOT_PLAYLIST"],
  ["a page", "<!doctype html><title>404</title>", "NOT_PLAYLIST"],
  ["a mark before the first line", `\ufeff${NGINX}`, "NOT_PLAYLIST"],
  ["the first line not alone", `#EXTM3U8\n${NGINX}`, "NOT_PLAYLIST"],
  ["NUL", `${HEAD}#EXTINF:2,\na\0.ts`, "NOT_TEXT"],
  ["no target duration", "#EXTM3U\n#EXTINF:2,\na.ts", "TARGET_MISSING"],
  ["a target of days", "#EXTM3U\n#EXT-X-TARGETDURATION:100000", "TAG_INVALID"],
  ["a sequence with a sign", `${HEAD}#EXT-X-MEDIA-SEQUENCE:-1`, "TAG_INVALID"],
  ["a sequence in letters", `${HEAD}#EXT-X-MEDIA-SEQUENCE:0x10`, "TAG_INVALID"],
  ["a sequence beyond exact numbers", `${HEAD}#EXT-X-MEDIA-SEQUENCE:9007199254740993`, "TAG_INVALID"],
  ["a duration that is none", `${HEAD}#EXTINF:NaN,\na.ts`, "TAG_INVALID"],
  ["an endless duration", `${HEAD}#EXTINF:1e9,\na.ts`, "TAG_INVALID"],
  ["two sequences", `${HEAD}#EXT-X-MEDIA-SEQUENCE:1\n#EXT-X-MEDIA-SEQUENCE:2`, "TAG_REPEATED"],
  ["a sequence after a segment", `${HEAD}#EXTINF:2,\na.ts\n#EXT-X-MEDIA-SEQUENCE:2`, "TAG_MISPLACED"],
  ["a segment without a duration", `${HEAD}a.ts`, "DURATION_MISSING"],
  ["a duration without a segment", `${HEAD}#EXTINF:2,\n#EXTINF:2,\na.ts`, "URI_MISSING"],
  ["a duration at the end", `${HEAD}#EXTINF:2,`, "URI_MISSING"],
  ["tags of both kinds", `${HEAD}#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8`, "TAGS_MIXED"],
  ["a quality without a bandwidth", "#EXTM3U\n#EXT-X-STREAM-INF:NAME=x\na.m3u8", "TAG_INVALID"],
  ["an open quote", '#EXTM3U\n#EXT-X-STREAM-INF:CODECS="a,BANDWIDTH=1\na.m3u8', "TAG_INVALID"],
  ["an attribute twice", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,BANDWIDTH=2\na.m3u8", "TAG_REPEATED"],
  ["a quality without an address", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1", "URI_MISSING"],
  ["a line too long", `${HEAD}#EXTINF:2,\n${"a".repeat(LINE_CHARS_MAX + 1)}`, "LINE_TOO_LONG"],
  ["too many lines", HEAD + "\n".repeat(LINES_MAX), "TOO_MANY_LINES"],
  ["too many bytes", HEAD + "#".repeat(PLAYLIST_BYTES_MAX), "TOO_LARGE"],
  [
    "too many qualities",
    `#EXTM3U\n${"#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n".repeat(VARIANTS_MAX + 1)}`,
    "TOO_MANY_VARIANTS",
  ],
];

describe("texts that are no playlist", () => {
  test.each(FAULTS)("%s", (_, text, fault) => {
    expect(read(text)).toEqual({ kind: "faulty", fault });
  });

  test("bytes outside UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from(HEAD), Buffer.of(0xff, 0xfe)]);
    expect(readPlaylist(bytes)).toEqual({ kind: "faulty", fault: "NOT_TEXT" });
  });

  test("no text makes the reader throw, and what it reads is within its bounds", () => {
    const line = fc.constantFrom(
      ...NGINX.split("\n"),
      "#EXT-X-ENDLIST",
      "#EXT-X-GAP",
      "#EXT-X-BYTERANGE:1@2",
      "#EXT-X-STREAM-INF:BANDWIDTH=1",
      "#EXTINF:",
      "#EXTINF:9999999,",
    );
    const lines = fc.array(fc.oneof(line, fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(lines, (some) => {
        const found = read(`#EXTM3U\n${some.join("\n")}`);
        if (found.kind !== "media") return;
        expect(Number.isSafeInteger(found.sequence + found.segments.length)).toBe(true);
        for (const { durationS, path } of found.segments) {
          expect(durationS).toBeGreaterThanOrEqual(0);
          expect(path).not.toMatch(/[\n?]/);
        }
      }),
    );
  });
});
