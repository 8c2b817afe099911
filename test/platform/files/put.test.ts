import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { AppError } from "../../../src/platform/core/errors.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import {
  FILE_USES,
  type FileBytes,
  findFile,
  listFilesOf,
  openFile,
  putFile,
  removeFilesOf,
  usedBy,
} from "../../../src/platform/files/index.ts";
import { eraseFile } from "../../../src/platform/files/remove-files.ts";
import { takeRoom } from "../../../src/platform/files/store.ts";
import { sweepFiles } from "../../../src/platform/files/sweep-files.ts";
import { bodyOfPieces, bytesOf, entriesOf, localPlace, sampleOf } from "../../support/files.ts";
import { codeOf, type FileTest, fileTest, ownerOf, put } from "./support.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

let t: FileTest;
beforeAll(async () => {
  t = await fileTest();
});
afterAll(() => t.close());

const rows = async () => {
  const { rows: all } = await sql<{
    id: string;
    state: string;
  }>`select id, state from file order by id`.execute(t.database.db);
  return all;
};
/** Removes all files, and checks that neither a byte nor room remains. */
afterEach(async () => {
  await sql`update file set state = 'removed'`.execute(t.database.db);
  for (const { id } of await rows()) await eraseFile(t.ctx, id);
  expect(await entriesOf(t.place)).toEqual([]);
  const { rows: taken } = await sql`select use from file_use where size <> 0`.execute(t.database.db);
  expect(taken).toEqual([]);
});

describe("a put", () => {
  test("stores the bytes under the owner, with type, size and hash, and its length as the room taken", async () => {
    const bytes = sampleOf("mp4", 300_000);
    const owner = ownerOf(t.ctx);
    const file = await put(t.ctx, "film", bytes, { owner });
    expect(file).toMatchObject({ use: "film", owner, mediaType: "video/mp4", size: bytes.length });
    expect(await findFile(t.database.db, file.id)).toEqual(file);
    expect(await listFilesOf(t.ctx, { owner, use: "film" })).toEqual([file]);
    expect(await listFilesOf(t.ctx, { owner, use: "poster" })).toEqual([]);
    expect(await listFilesOf(t.ctx, { owner, after: file.id })).toEqual([]);
    const { body } = await openFile(t.ctx, { id: file.id });
    expect((await bytesOf(body)).equals(bytes)).toBe(true);
    const part = await openFile(t.ctx, { id: file.id, range: { start: 5, end: 9 } });
    expect((await bytesOf(part.body)).equals(bytes.subarray(5, 10))).toBe(true);
    expect(await usedBy(t.database.db, "film")).toBe(bytes.length);
  });

  test("is not readable before its last byte, and its body is read no further than it is written", async () => {
    const owner = ownerOf(t.ctx);
    let most = 0;
    let written = 0;
    const slow: FileBytes = {
      ...t.place,
      async write(id) {
        const writer = await t.place.write(id);
        const write = async (piece: Uint8Array) => {
          most = Math.max(most, body.read - written);
          expect(await listFilesOf(t.ctx, { owner })).toEqual([]);
          await writer.write(piece);
          written += piece.length;
        };
        return { ...writer, write };
      },
    };
    const body = bodyOfPieces(sampleOf("mp4", 640 * KIB));
    await put(t.with({ place: slow }), "film", body, { owner });
    expect(most).toBeLessThanOrEqual(128 * KIB);
    expect(await listFilesOf(t.ctx, { owner })).toHaveLength(1);
  });

  test("takes the types of its use alone, by content", async () => {
    const all = (["mp4", "flv", "png", "vtt"] as const).map((kind) => [kind, sampleOf(kind, 100)] as const);
    const taken = { film: ["mp4"], recording: ["mp4", "flv"], poster: ["png"], captions: ["vtt"] } as const;
    for (const use of ["film", "recording", "poster", "captions"] as const)
      for (const [kind, bytes] of all) {
        const expected = (taken[use] as readonly string[]).includes(kind) ? "stored" : "FILE_TYPE_REFUSED";
        expect([use, kind, await codeOf(put(t.ctx, use, bytes))]).toEqual([use, kind, expected]);
      }
    for (const bytes of [Buffer.alloc(0), Buffer.from("<html>"), Buffer.alloc(100)])
      expect(await codeOf(put(t.ctx, "film", bytes))).toBe("FILE_TYPE_REFUSED");
  });

  test("a type is told from a body of single bytes", async () => {
    const body = bodyOfPieces(sampleOf("png", 40), { piece: 1 });
    expect(await put(t.ctx, "poster", body)).toMatchObject({ mediaType: "image/png", size: 40 });
  });

  test("a refused type leaves no row, and its body is not read on", async () => {
    const body = bodyOfPieces(sampleOf("png", MIB), { piece: KIB });
    expect(await codeOf(put(t.ctx, "film", body))).toBe("FILE_TYPE_REFUSED");
    expect([body.read, body.cancelled]).toEqual([KIB, true]);
    expect(await rows()).toEqual([]);
  });

  test("the size of the use is refused before a byte if declared, else as soon as it is passed", async () => {
    const max = FILE_USES.poster.bytesMax;
    const declared = bodyOfPieces(sampleOf("png", KIB));
    expect(await codeOf(put(t.ctx, "poster", declared, { declared: max + 1 }))).toBe("FILE_TOO_LARGE");
    const endless = bodyOfPieces(sampleOf("png", max * 2));
    expect(await codeOf(put(t.ctx, "poster", endless))).toBe("FILE_TOO_LARGE");
    expect(endless.cancelled).toBe(true);
    expect(endless.read).toBeGreaterThan(max);
    expect(endless.read).toBeLessThanOrEqual(max + 64 * KIB);
    expect(await put(t.ctx, "poster", sampleOf("png", max))).toMatchObject({ size: max });
    expect(await rows()).toHaveLength(1);
  });

  test("a body that ends early, breaks off or is longer than declared is not kept", async () => {
    const bytes = sampleOf("mp4", 300 * KIB);
    const broken = bodyOfPieces(bytes, {
      before: async (at) => {
        if (at > 200 * KIB) throw new Error("ECONNRESET");
      },
    });
    expect(await codeOf(put(t.ctx, "film", broken))).toBe("FILE_INCOMPLETE");
    expect(await codeOf(put(t.ctx, "film", bytes, { declared: bytes.length + 1 }))).toBe("FILE_INCOMPLETE");
    expect(await codeOf(put(t.ctx, "film", bytes, { declared: bytes.length - 1 }))).toBe("FILE_TOO_LARGE");
    expect(await rows()).toEqual([]);
  });

  test("a check of the caller ends it, and sees the file in the same transaction", async () => {
    const owner = ownerOf(t.ctx);
    const input = () => ({ use: "film", owner, body: bodyOfPieces(sampleOf("mp4", KIB)).stream }) as const;
    const refused = putFile(t.ctx, {
      ...input(),
      within: async () => {
        throw new AppError("CONFLICT");
      },
    });
    expect(await codeOf(refused)).toBe("CONFLICT");
    expect(await rows()).toEqual([]);
    let seen = "";
    const file = await putFile(t.ctx, {
      ...input(),
      within: async (tx, { id }) => {
        seen = (await findFile(tx, id))?.id ?? "";
      },
    });
    expect(seen).toBe(file.id);
  });

  test("a lost answer of its commit keeps the file", async () => {
    const owner = ownerOf(t.ctx);
    const lost = new Proxy(t.database.db, {
      get(db, name) {
        const own: unknown = Reflect.get(db, name, db);
        if (name !== "transaction") return typeof own === "function" ? own.bind(db) : own;
        const execute = async (work: (tx: Tx) => Promise<unknown>) => {
          await db.transaction().execute(work);
          throw new Error("Connection terminated unexpectedly");
        };
        return () => ({ execute });
      },
    });
    const ctx: RequestContext = { ...t.ctx, db: lost };
    await expect(put(ctx, "film", sampleOf("mp4", KIB), { owner })).rejects.toThrow("Connection terminated");
    const [file] = await listFilesOf(t.ctx, { owner });
    expect(await t.place.size(file?.id ?? "")).toBe(KIB);
  });

  test("files of a record that is removed meanwhile are not kept, with and without a declared length", async () => {
    for (const declared of [null, 300 * KIB]) {
      const owner = ownerOf(t.ctx);
      const body = bodyOfPieces(sampleOf("mp4", 300 * KIB), {
        before: async (at) => {
          if (at === 192 * KIB) await inTransaction(t.ctx, (tx) => removeFilesOf(tx, owner));
        },
      });
      expect(await codeOf(put(t.ctx, "film", body, { owner, declared }))).toBe("NOT_FOUND");
      for (const { id } of await rows()) await eraseFile(t.ctx, id);
      expect(await entriesOf(t.place)).toEqual([]);
    }
  });

  test("without a place of files nothing is read or written", async () => {
    const body = bodyOfPieces(sampleOf("mp4", KIB));
    expect(await codeOf(put(t.with({ place: null }), "film", body))).toBe("FILES_NOT_HERE");
    expect([body.read, body.cancelled, await rows()]).toEqual([0, true, []]);
  });
});

test("the place of another database is neither written nor swept", async () => {
  await put(t.ctx, "film", sampleOf("mp4", KIB));
  const local = localPlace();
  await local.place.claim(t.ctx.ids.uuid());
  const ctx = t.with({ place: local.place });
  expect(await codeOf(put(ctx, "film", sampleOf("mp4", KIB)))).toBe("FILES_NOT_HERE");
  expect(await codeOf(sweepFiles(ctx))).toBe("FILES_NOT_HERE");
  expect(await rows()).toHaveLength(1);
  await local.close();
});

describe("room", () => {
  const quota = (bytes: number) => t.with({ config: { recordingsQuota: { bytes } } });

  test("a recording over the quota is refused, before a byte if declared, and fits once another is gone", async () => {
    const ctx = quota(MIB);
    const first = await put(ctx, "recording", sampleOf("flv", 600 * KIB));
    const body = bodyOfPieces(sampleOf("flv", 600 * KIB));
    expect(await codeOf(put(ctx, "recording", body, { declared: 600 * KIB }))).toBe("FILE_QUOTA_FULL");
    expect(body.read).toBeLessThanOrEqual(64 * KIB);
    expect(await codeOf(put(ctx, "recording", sampleOf("flv", 600 * KIB)))).toBe("FILE_QUOTA_FULL");
    expect(await put(ctx, "recording", sampleOf("flv", 424 * KIB))).toMatchObject({ size: 424 * KIB });
    await inTransaction(ctx, (tx) => removeFilesOf(tx, first.owner));
    await eraseFile(ctx, first.id);
    expect(await codeOf(put(ctx, "recording", sampleOf("flv", 600 * KIB)))).toBe("stored");
  });

  test("a recording of unknown length ends where the quota does, and other uses go on", async () => {
    const ctx = quota(9 * MIB);
    const body = bodyOfPieces(sampleOf("flv", 12 * MIB), { piece: MIB });
    expect(await codeOf(put(ctx, "recording", body))).toBe("FILE_QUOTA_FULL");
    expect([body.read, body.cancelled]).toEqual([10 * MIB, true]);
    expect(await usedBy(ctx.db, "recording")).toBe(0);
    expect(await codeOf(put(quota(0), "film", sampleOf("mp4", KIB)))).toBe("stored");
  });

  test("a share of the disk is a quota", async () => {
    const place: FileBytes = { ...t.place, space: async () => ({ freeBytes: 2 ** 40, sizeBytes: 4 * MIB }) };
    const ctx = t.with({ place, config: { recordingsQuota: { ratio: 0.25 } } });
    expect(await codeOf(put(ctx, "recording", sampleOf("flv", MIB)))).toBe("stored");
    expect(await codeOf(put(ctx, "recording", sampleOf("flv", KIB)))).toBe("FILE_QUOTA_FULL");
  });

  test("a disk that fills up stops a file before it starts, and in mid-stream", async () => {
    let freeBytes = 600 * MIB;
    const place: FileBytes = { ...t.place, space: async () => ({ freeBytes, sizeBytes: 2 ** 40 }) };
    const ctx = t.with({ place });
    const large = { declared: 150 * MIB };
    expect(await codeOf(put(ctx, "film", sampleOf("mp4", KIB), large))).toBe("STORAGE_FULL");
    for (const declared of [null, 24 * MIB]) {
      freeBytes = 600 * MIB;
      const body = bodyOfPieces(sampleOf("mp4", 24 * MIB), {
        piece: MIB,
        before: async (at) => {
          if (at === 10 * MIB) freeBytes = 512 * MIB;
        },
      });
      expect(await codeOf(put(ctx, "film", body, { declared }))).toBe("STORAGE_FULL");
      expect(body.read).toBeLessThanOrEqual(19 * MIB);
    }
    expect(await rows()).toEqual([]);
  });

  const SIZE = 100 * KIB;
  const QUOTA = 450 * KIB;

  test("of ten recordings at once, those store that fit", async () => {
    const ctx = quota(QUOTA);
    const codes = await Promise.all(
      Array.from({ length: 10 }, () =>
        codeOf(put(ctx, "recording", sampleOf("flv", SIZE), { declared: SIZE })),
      ),
    );
    expect(codes.sort()).toEqual([...Array(6).fill("FILE_QUOTA_FULL"), ...Array(4).fill("stored")]);
    expect(await usedBy(ctx.db, "recording")).toBe(4 * SIZE);
  });

  test("twin: to read the room first and take it then stores more than fits", async () => {
    const { db } = t.ctx;
    const files = await Promise.all(
      Array.from({ length: 10 }, () => put(t.ctx, "recording", sampleOf("flv", KIB))),
    );
    await sql`update file set state = 'writing', size = 0`.execute(db);
    await sql`update file_use set size = 0`.execute(db);
    const seen = await Promise.all(files.map(() => usedBy(db, "recording")));
    await Promise.all(
      files.map(async ({ id }, at) => {
        if ((seen[at] ?? 0) + SIZE <= QUOTA)
          await takeRoom(db, { id, bytes: SIZE, max: Number.MAX_SAFE_INTEGER });
      }),
    );
    expect(await usedBy(db, "recording")).toBeGreaterThan(QUOTA);
  });
});
