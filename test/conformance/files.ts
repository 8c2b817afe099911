import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "../../src/platform/core/ids.ts";
import type { FileBytes } from "../../src/platform/files/index.ts";
import { bytesOf, entriesOf, sampleOf } from "../support/files.ts";

type Opened = { place: FileBytes; close(): Promise<void> };

const newId = () => uuidv7(Date.now());

async function store(place: FileBytes, bytes: Buffer, id = newId()) {
  const writer = await place.write(id);
  for (let at = 0; at < bytes.length; at += 50_000) await writer.write(bytes.subarray(at, at + 50_000));
  return { id, ...(await writer.finish()) };
}

async function read(place: FileBytes, id: string, start: number, end: number): Promise<Buffer | null> {
  const stream = await place.read(id, { start, end });
  return stream && bytesOf(stream);
}

/** Checks one adapter of the port of files. `open` opens an empty place. */
export function filesConformance(name: string, open: () => Opened): void {
  describe(`place of files: ${name}`, () => {
    let opened: Opened;
    let place: FileBytes;
    beforeAll(() => {
      opened = open();
      place = opened.place;
    });
    afterAll(() => opened.close());

    test("an empty place lists nothing, reads nothing and has space", async () => {
      expect(await entriesOf(place)).toEqual([]);
      expect(await place.size(newId())).toBeNull();
      expect(await read(place, newId(), 0, 0)).toBeNull();
      await place.remove(newId());
      const { freeBytes, sizeBytes } = await place.space();
      expect(freeBytes).toBeGreaterThan(0);
      expect(sizeBytes).toBeGreaterThanOrEqual(freeBytes);
    });

    test("a place has one owner", async () => {
      const [one, other] = [newId(), newId()];
      const claims = await Promise.all([place.claim(one), place.claim(other), place.claim(one)]);
      expect(claims.filter(Boolean).length).toBe(claims[0] ? 2 : 1);
      expect(await place.claim(claims[0] ? one : other)).toBe(true);
      expect(await place.claim(newId())).toBe(false);
    });

    test("a file is read only after finish, with its size and hash", async () => {
      const bytes = sampleOf("mp4", 200_000);
      const id = newId();
      const writer = await place.write(id);
      await writer.write(bytes);
      expect([await place.size(id), await read(place, id, 0, 9)]).toEqual([null, null]);
      expect((await entriesOf(place)).filter((entry) => entry.id === id)).toMatchObject([{ whole: false }]);
      const sha256 = createHash("sha256").update(bytes).digest();
      expect(await writer.finish()).toEqual({ size: bytes.length, sha256 });
      expect(await place.size(id)).toBe(bytes.length);
      expect((await entriesOf(place)).filter((entry) => entry.id === id)).toMatchObject([{ whole: true }]);
    });

    test("ranges hold both ends, over any number of pieces", async () => {
      const bytes = sampleOf("mp4", 300_001);
      const { id } = await store(place, bytes);
      for (const [start, end] of [
        [0, 300_000],
        [0, 0],
        [300_000, 300_000],
        [65_535, 65_536],
        [1, 131_072],
      ] as const)
        expect((await read(place, id, start, end))?.equals(bytes.subarray(start, end + 1))).toBe(true);
    });

    test("a discarded file leaves nothing, and no id is begun twice", async () => {
      const id = newId();
      const writer = await place.write(id);
      await writer.write(sampleOf("mp4", 10));
      await expect(place.write(id)).rejects.toThrow();
      await writer.discard();
      expect((await entriesOf(place)).filter((entry) => entry.id === id)).toEqual([]);
    });

    test("a file that is removed while it is written fails, and leaves nothing", async () => {
      const id = newId();
      const writer = await place.write(id);
      await writer.write(sampleOf("mp4", 10));
      await place.remove(id);
      await expect(writer.finish()).rejects.toThrow();
      expect((await entriesOf(place)).filter((entry) => entry.id === id)).toEqual([]);
    });

    test("equal bytes at the same time are two files, and each goes alone", async () => {
      const bytes = sampleOf("png", 120_000);
      const [one, other] = await Promise.all([store(place, bytes), store(place, bytes)]);
      expect(one.sha256.equals(other.sha256)).toBe(true);
      await place.remove(one.id);
      await place.remove(one.id);
      expect(await read(place, one.id, 0, 0)).toBeNull();
      expect((await read(place, other.id, 0, bytes.length - 1))?.equals(bytes)).toBe(true);
    });

    test("a reader may stop early", async () => {
      const { id } = await store(place, sampleOf("mp4", 200_000));
      const stream = await place.read(id, { start: 0, end: 199_999 });
      const reader = stream?.getReader();
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
      await reader?.cancel();
      await place.remove(id);
      expect(await place.size(id)).toBeNull();
    });

    test("a text that is no id reaches nothing", async () => {
      for (const text of ["../secret", "", "a/b", `${newId()}/..`, `${newId()}.partial`])
        await expect(async () => place.read(text, { start: 0, end: 0 })).rejects.toThrow();
    });
  });
}
