import { describe, expect, test } from "vitest";
import {
  backoffMin,
  chaptersVtt,
  filmOf,
  readFileName,
  spotsOf,
} from "../../../../src/livestreams/recordings/rules.ts";

const at = (s: number) => new Date(Date.UTC(2026, 10, 30, 11) + s * 1_000);
const take = (fromS: number, lengthS: number) => ({ startsAt: at(fromS), lengthMs: lengthS * 1_000 });
const pin = (fromS: number, toS: number | null) => ({
  pinnedAt: at(fromS),
  unpinnedAt: toS === null ? null : at(toS),
});
const spots = (pins: ReturnType<typeof pin>[], film: ReturnType<typeof take>) =>
  spotsOf(pins, film).map(({ startMs, endMs }) => [startMs / 1_000, endMs / 1_000]);

describe("the film of a recording", () => {
  const air = { onAirAt: at(10), overAt: at(100) };

  test("is the part on air: neither rehearsal nor what followed the end", () => {
    expect(filmOf(take(0, 200), air)).toEqual({ startsAt: at(10), lengthMs: 90_000, fromMs: 10_000 });
    expect(filmOf(take(20, 30), air)).toEqual({ startsAt: at(20), lengthMs: 30_000, fromMs: 0 });
  });

  test("is none of a recording that was never on air", () => {
    expect(filmOf(take(0, 10), air)).toBeNull();
    expect(filmOf(take(100, 60), air)).toBeNull();
    expect(filmOf(take(20, 0), air)).toBeNull();
    expect(filmOf(take(20, 30), { onAirAt: null, overAt: at(100) })).toBeNull();
  });
});

describe("the chapters of a film", () => {
  test("begin and end with their pins", () => {
    expect(spots([pin(5, 15), pin(15, 40)], take(0, 60))).toEqual([
      [5, 15],
      [15, 40],
    ]);
  });

  test("begin with the film if the pin was there before, and end with it if the pin stayed", () => {
    expect(spots([pin(-20, 5), pin(50, null)], take(0, 60))).toEqual([
      [0, 5],
      [50, 60],
    ]);
  });

  test("are in both films if the signal was lost meanwhile", () => {
    const long = [pin(50, 100)];
    expect(spots(long, take(0, 60))).toEqual([[50, 60]]);
    expect(spots(long, take(80, 60))).toEqual([[0, 20]]);
  });

  test("leave out a pin of no length, and one that ended before the film or began after it", () => {
    expect(spots([pin(5, 5), pin(6, 6.5), pin(-9, -1), pin(60, 70)], take(0, 60))).toEqual([]);
  });
});

test("a track has one cue a chapter, whose text cannot begin another one", () => {
  const title = "焊工\n\n2\n00:00:00.000 --> 00:00:09.000\n<b>假</b>";
  const text = chaptersVtt([
    { startMs: 1_500, endMs: 3_723_004, title },
    { startMs: 3_723_004, endMs: 3_800_000, title: "钳工 & 车工" },
  ]);
  expect(text.split("\n\n")).toEqual([
    "WEBVTT",
    "1\n00:00:01.500 --> 01:02:03.004\n焊工 2 00:00:00.000 --&gt; 00:00:09.000 &lt;b&gt;假&lt;/b&gt;",
    "2\n01:02:03.004 --> 01:03:20.000\n钳工 &amp; 车工\n",
  ]);
  expect(chaptersVtt([])).toBe("WEBVTT\n");
});

test("of a path only the name counts, and only a name that the server writes", () => {
  const fileName = "7k3m9q2w5x8z1a4c-1796069223.flv";
  const read = { fileName, name: "7k3m9q2w5x8z1a4c", startedS: 1_796_069_223 };
  expect(readFileName(`/var/lib/recordings/${fileName}`)).toEqual(read);
  expect(readFileName(`../../etc/${fileName}`)).toEqual(read);
  for (const wrong of ["/etc/passwd", "..", "", `${fileName}/..`, `x${fileName}`, "7k3m9q2w5x8z1a4c.flv"])
    expect(readFileName(wrong)).toBeNull();
});

test("the pauses between tries grow up to an hour", () => {
  expect([1, 2, 3, 7, 20].map(backoffMin)).toEqual([1, 2, 4, 60, 60]);
});
