import { connect } from "node:net";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statusOf } from "../../../src/capabilities.ts";
import { AppError } from "../../../src/platform/core/errors.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import {
  type FileBytes,
  putFile,
  readUpload,
  receivedFile,
  removeFilesOf,
  type StoredFile,
  serveFile,
} from "../../../src/platform/files/index.ts";
import type { Env } from "../../../src/platform/http/env.ts";
import { headers, problemResponse, toAppError } from "../../../src/platform/http/index.ts";
import { limitBody, uploadsTo } from "../../../src/platform/http/limits/body.ts";
import { entriesOf, sampleOf } from "../../support/files.ts";
import { listen } from "../../support/listen.ts";
import { type FileTest, fileTest, ownerOf, put } from "./support.ts";

const BYTES = sampleOf("mp4", 200_000);
const MIB = 2 ** 20;

let t: FileTest;
let server: Awaited<ReturnType<typeof listen>>;
let file: StoredFile;
let place: FileBytes | null;
/** Codes with which requests ended, also those whose sender went away. */
const ended: string[] = [];

/** Routes as a capability has them: the owner's id is in the path, and the owner knows the file's id. */
function appOf(): Hono<Env> {
  const app = new Hono<Env>();
  app.use(headers());
  app.use(async (c, next) => {
    c.set("requestId", "test");
    c.set("ctx", t.with({ place }));
    await next();
  });
  const uploadMax = uploadsTo(new Set(), [{ path: "/shows/:id/film", use: "film" }]);
  app.use(limitBody(uploadMax, () => false));
  app.get("/shows/one/film", (c) => serveFile(c, file.id));
  app.get("/shows/one/film.mp4", (c) => serveFile(c, file.id, { saveAs: "直播 1.mp4" }));
  app.put("/shows/:id/film", async (c) => {
    const owner = { kind: "fair", id: c.req.param("id") } as const;
    const stored = await putFile(c.get("ctx"), { use: "film", owner, ...receivedFile(c) });
    return c.json({ id: stored.id, size: stored.size }, 201);
  });
  app.post("/shows/:id/film", async (c) => {
    const owner = { kind: "fair", id: c.req.param("id") } as const;
    const { file: sent } = await readUpload(c.req.raw);
    if (!sent) throw new AppError("FILE_INCOMPLETE");
    const stored = await putFile(c.get("ctx"), { use: "film", owner, body: sent.body });
    return c.json({ id: stored.id, size: stored.size }, 201);
  });
  app.onError((thrown, c) => {
    const error = toAppError(thrown);
    ended.push(error.code);
    return problemResponse(c, { error, status: statusOf(error), title: "", detail: "" });
  });
  return app;
}

beforeAll(async () => {
  t = await fileTest();
  place = t.place;
  server = await listen(appOf());
  file = await put(t.ctx, "film", BYTES);
});
afterAll(async () => {
  await server.close();
  await t.close();
});

const get = (given: Record<string, string> = {}, method = "GET") =>
  fetch(`${server.origin}/shows/one/film`, { method, headers: given });

describe("an answer", () => {
  test("holds the whole file, its type, its hash as entity tag, and says that ranges work", async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-length": "200000",
      "accept-ranges": "bytes",
      etag: `"${file.sha256.toString("hex")}"`,
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
    expect(answer.headers.get("content-disposition")).toBeNull();
    expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  test.each([
    ["bytes=0-0", 0, 0],
    ["bytes=199999-", 199_999, 199_999],
    ["bytes=-5", 199_995, 199_999],
    ["bytes=100-149999", 100, 149_999],
    ["bytes=150000-999999", 150_000, 199_999],
  ])("to %s is that range", async (range, start, end) => {
    const answer = await get({ range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([
      206,
      `bytes ${start}-${end}/200000`,
    ]);
    expect(answer.headers.get("content-length")).toBe(String(end - start + 1));
    expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES.subarray(start, end + 1))).toBe(true);
  });

  test.each(["bytes=200000-", "bytes=-0", "bytes=300000-400000"])(
    "to %s is 416 with the size",
    async (range) => {
      const answer = await get({ range });
      expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */200000"]);
      expect(await answer.json()).toMatchObject({ code: "RANGE_NOT_SATISFIABLE" });
    },
  );

  test.each(["bytes=0-0,5-6", "bytes=9-1", "lines=1-2", "bytes=x"])(
    "to %s is the whole file",
    async (range) => {
      const answer = await get({ range });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 200_000]);
    },
  );

  test("to HEAD has the same headers, no body and no range", async () => {
    const answer = await get({ range: "bytes=0-0" }, "HEAD");
    expect([answer.status, answer.headers.get("content-length")]).toEqual([200, "200000"]);
    expect(answer.headers.get("accept-ranges")).toBe("bytes");
    expect((await answer.arrayBuffer()).byteLength).toBe(0);
  });

  test("with If-Range is a range of the same file alone", async () => {
    const etag = `"${file.sha256.toString("hex")}"`;
    const status = async (condition: string) =>
      (await get({ range: "bytes=0-0", "if-range": condition })).status;
    expect(await status(etag)).toBe(206);
    for (const other of ['"0"', `W/${etag}`, "Sun, 29 Nov 2026 00:00:00 GMT"])
      expect([other, await status(other)]).toEqual([other, 200]);
  });

  test("with If-None-Match is 304 for the file that the cache has", async () => {
    const etag = `"${file.sha256.toString("hex")}"`;
    for (const [tags, status] of [
      [etag, 304],
      [`"0", W/${etag}`, 304],
      ["*", 304],
      ['"0"', 200],
    ] as const)
      expect([tags, (await get({ "if-none-match": tags })).status]).toEqual([tags, status]);
  });

  test("to be saved names the file", async () => {
    const answer = await fetch(`${server.origin}/shows/one/film.mp4`, { method: "HEAD" });
    expect(answer.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''%E7%9B%B4%E6%92%AD%201.mp4",
    );
  });

  test("of a process without files says so, and only about a file that is there", async () => {
    place = null;
    const answer = await get();
    expect([answer.status, await answer.json()]).toMatchObject([501, { code: "FILES_NOT_HERE" }]);
    const kept = file;
    file = { ...file, id: t.ctx.ids.uuid() };
    expect((await get()).status).toBe(404);
    file = kept;
    place = t.place;
  });

  test("is the missing thing once the row is removed, while the bytes are still there", async () => {
    const kept = file;
    file = await put(t.ctx, "film", BYTES);
    const { id, owner } = file;
    expect((await get({ range: "bytes=0-0" })).status).toBe(206);
    await inTransaction(t.ctx, (tx) => removeFilesOf(tx, owner));
    expect(await t.place.size(id)).toBe(200_000);
    for (const method of ["GET", "HEAD"])
      for (const range of ["bytes=0-0", "bytes=900000-", ""])
        expect((await get(range ? { range } : {}, method)).status).toBe(404);
    file = kept;
  });

  test("is the missing thing if the bytes are gone", async () => {
    const kept = file;
    file = await put(t.ctx, "film", BYTES);
    await t.place.remove(file.id);
    expect([(await get()).status, (await get({}, "HEAD")).status]).toEqual([404, 404]);
    file = kept;
  });
});

describe("an upload", () => {
  const send = (body: BodyInit, type = "video/mp4") =>
    fetch(`${server.origin}/shows/${ownerOf(t.ctx).id}/film`, {
      method: "PUT",
      headers: { "content-type": type },
      body,
      ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    } as RequestInit);
  const film = (size: number) => new Blob([sampleOf("mp4", 100), new Uint8Array(size - 100)]);

  test("may be larger than other bodies, with and without a declared length", async () => {
    const size = 3 * MIB;
    for (const body of [film(size), film(size).stream()]) {
      const answer = await send(body);
      expect([answer.status, await answer.json()]).toMatchObject([201, { size }]);
    }
    expect((await send(film(size), "application/octet-stream")).status).toBe(201);
    // A body of another type has the limit of all bodies.
    expect((await send(film(MIB + 1_000), "text/plain")).status).toBe(413);
  });

  test("may come in a form, whose file is stored without the rest of the form", async () => {
    const form = new FormData();
    form.set("title", "x");
    form.set("file", film(2 * MIB), "a.mp4");
    const answer = await fetch(`${server.origin}/shows/one/film`, { method: "POST", body: form });
    expect([answer.status, await answer.json()]).toMatchObject([201, { size: 2 * MIB }]);
  });

  test("that is too large by its declared length is refused at once", async () => {
    const status = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, "127.0.0.1", () =>
        socket.write(
          `PUT /shows/x/film HTTP/1.1\r\nhost: x\r\ncontent-type: video/mp4\r\ncontent-length: ${201 * MIB}\r\n\r\n`,
        ),
      );
      socket.once("data", (data) => {
        resolve(data.toString().split(" ")[1] ?? "");
        socket.destroy();
      });
      socket.once("error", reject);
    });
    expect(status).toBe("413");
  });

  test("of another type is answered, although its sender sends on", async () => {
    const answer = await send(new Blob([sampleOf("png", 4 * MIB)]));
    expect([answer.status, await answer.json()]).toMatchObject([415, { code: "FILE_TYPE_REFUSED" }]);
  });

  test.each([
    ["content-length: 1000000\r\n\r\n", ""],
    ["transfer-encoding: chunked\r\n\r\n", "30d40\r\n"],
  ])("whose sender goes away leaves nothing (%j)", async (head, before) => {
    const known = (await entriesOf(t.place)).length;
    ended.length = 0;
    const socket = connect(server.port, "127.0.0.1", () => {
      socket.write(`PUT /shows/x/film HTTP/1.1\r\nhost: x\r\ncontent-type: video/mp4\r\n${head}${before}`);
      socket.write(BYTES);
    });
    await expect.poll(async () => (await entriesOf(t.place)).length, { timeout: 30_000 }).toBe(known + 1);
    socket.destroy();
    await expect.poll(() => ended, { timeout: 30_000 }).toEqual(["FILE_INCOMPLETE"]);
    expect((await entriesOf(t.place)).length).toBe(known);
  });
});
