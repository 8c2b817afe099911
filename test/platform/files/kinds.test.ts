import { describe, expect, test } from "vitest";
import { readRange } from "../../../src/platform/files/serve/range.ts";
import { mediaTypeOf } from "../../../src/platform/files/sniff.ts";

describe("type by content", () => {
  test.each([
    ["\0\0\0\x18ftypisom", "video/mp4"],
    ["\0\0\0\x18ftypmp42", "video/mp4"],
    ["\0\0\0\x18ftypM4V ", "video/mp4"],
    ["\0\0\0\x18ftypqt  ", null],
    ["\0\0\0\x18ftypheic", null],
    ["\0\0\0\x18ftypavif", null],
    ["FLV\x01\x05\0\0\0\x09", "video/x-flv"],
    ["FLV\x02", null],
    ["\x89PNG\r\n\x1a\n", "image/png"],
    ["\x89PNG\n\x1a\n", null],
    ["\xff\xd8\xff\xe0", "image/jpeg"],
    ["RIFF\0\0\0\0WEBPVP8 ", "image/webp"],
    ["RIFF\0\0\0\0WAVEfmt ", null],
    ["WEBVTT", "text/vtt; charset=utf-8"],
    ["WEBVTT - title", "text/vtt; charset=utf-8"],
    ["\xef\xbb\xbfWEBVTT\r\n", "text/vtt; charset=utf-8"],
    ["WEBVTTX", null],
    ["<svg onload=alert(1)>", null],
    ["<!doctype html>", null],
    ["GIF89a", null],
    ["", null],
  ])("%j is %s", (head, type) => {
    expect(mediaTypeOf(Buffer.from(head, "latin1"))).toBe(type);
  });
});

describe("Range", () => {
  test.each([
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=90-1000", { start: 90, end: 99 }],
    ["bytes=99-99", { start: 99, end: 99 }],
    ["bytes=-1", { start: 99, end: 99 }],
    ["bytes=-1000", { start: 0, end: 99 }],
    ["BYTES= 5-6 ", { start: 5, end: 6 }],
    ["bytes=0-99999999999999999999", { start: 0, end: 99 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=100-200", "unsatisfiable"],
    ["bytes=99999999999999999999-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=0-0,5-6", null],
    ["bytes=5-4", null],
    ["bytes=-", null],
    ["bytes=a-b", null],
    ["bytes=1.5-2", null],
    ["bytes 0-0", null],
    ["lines=0-0", null],
    ["", null],
    [undefined, null],
  ])("%j of 100 bytes", (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });
});
