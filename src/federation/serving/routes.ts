import type { Context } from "hono";
import { z } from "zod";
import { AppError, invalid, notFound, orNotFound } from "../../platform/core/errors.ts";
import type { Policy } from "../../platform/core/policy.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { type Env, fieldErrors, Pages } from "../../platform/http/index.ts";
import { DIRECTORY_PATH, LIMITS, selectOwnDirectory } from "../directory/index.ts";
import { noteHint } from "../pull/store/logs.ts";
import { askedOf, readJson } from "./asked.ts";
import { readChanges } from "./changes.ts";
import { presentCheckpoint, witnessed } from "./checkpoint.ts";
import { DigestQuery, readDigest } from "./digest.ts";
import { openLog } from "./open-log.ts";
import { peerOf, readerOf } from "./reader.ts";
import { readState, readStatePart } from "./state/state.ts";
import { selectFollowed, selectOwnLogs, selectWitnessed } from "./store.ts";
import { parseTile, readTile } from "./tiles.ts";

/** Where the routes between nodes begin. */
export const FED_PATH = "/fed/v1/";
/** The signature of a request tells the caller, and each query what the caller may read. */
const ANYONE: Policy = { who: "anyone" };
const PEER: Policy = { who: "peer" };

const CACHE = {
  immutable: "public, max-age=31536000, immutable",
  partial: "public, max-age=60",
  checkpoint: "public, max-age=1",
  directory: "public, max-age=60",
  personal: "private, no-store",
} as const;
const TEXT = "text/plain; charset=utf-8";

/** A whole number as a query has it. */
const Whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,15})$/)
  .transform(Number);
const ChangesQuery = z.object({
  after: Whole.pipe(z.int()),
  limit: Whole.pipe(z.int().min(1).max(LIMITS.pageEntries)).default(LIMITS.pageEntries),
  wait: Whole.pipe(z.int().max(LIMITS.waitS)).default(0),
});
const Hint = z.strictObject({
  log: z.string().regex(/^\d{6}\/(public|to\/\d{6})\/[1-9]\d{0,8}$/),
  size: z.int().min(0),
});

/** Returns the log that the address names, for this caller. */
async function servedLog(c: Context<Env>) {
  const reader = await readerOf(c.get("services"), await askedOf(c));
  const address = c.req.param() as { city: string; audience: string; epoch: string };
  return { reader, address, ...(await openLog(c.get("services").db, address, reader)) };
}

const LOG = `${FED_PATH}log/:city/:audience/:epoch`;

/** Routes by which other nodes, and anybody for public logs, read this node's logs. */
export const servingRoutes = (): Pages =>
  new Pages()
    .get(DIRECTORY_PATH, ANYONE, async (c) => {
      const { note } = orNotFound(await selectOwnDirectory(c.get("services").db));
      return c.body(note, 200, { "content-type": TEXT, "cache-control": CACHE.directory });
    })
    .get(`${LOG}/checkpoint`, ANYONE, async (c) => {
      const { log, open } = await servedLog(c);
      const cache = open ? CACHE.checkpoint : CACHE.personal;
      return c.body(await presentCheckpoint(c.get("services"), log), 200, {
        "content-type": TEXT,
        "cache-control": cache,
      });
    })
    .get(`${LOG}/tile/:tile{.+}`, ANYONE, async (c) => {
      const { log, open } = await servedLog(c);
      const tile = orNotFound(parseTile(c.req.param("tile") ?? ""));
      const bytes = await readTile(c.get("services").db, log, tile);
      const cache = tile.width === 256 ? CACHE.immutable : CACHE.partial;
      return c.body(Uint8Array.from(bytes), 200, {
        "content-type": "application/octet-stream",
        "cache-control": open ? cache : CACHE.personal,
      });
    })
    .get(`${LOG}/changes`, ANYONE, async (c) => {
      const { success, data, error } = ChangesQuery.safeParse(c.req.query());
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      const { address, reader } = await servedLog(c);
      const of = { address, reader, query: data, signal: c.req.raw.signal };
      return c.body(await readChanges(c.get("services"), of), 200, {
        "content-type": "application/x-ndjson",
        "cache-control": "no-store",
      });
    })
    .get(`${LOG}/state`, ANYONE, async (c) => {
      const { log } = await servedLog(c);
      return c.body(await readState(c.get("services"), log), 200, {
        "content-type": TEXT,
        "cache-control": "no-store",
      });
    })
    .get(`${LOG}/state/:id/:part`, ANYONE, async (c) => {
      const { log, readers } = await servedLog(c);
      const { id = "", part = "" } = c.req.param();
      const lines = await readStatePart(c.get("services").db, log, { id, part, readers });
      return c.body(lines, 200, {
        "content-type": "application/x-ndjson",
        "cache-control": "no-store",
      });
    })
    .get(`${LOG}/digest`, ANYONE, async (c) => {
      const { success, data, error } = DigestQuery.safeParse(c.req.query());
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      const { log } = await servedLog(c);
      return c.body(await readDigest(c.get("services").db, log, data), 200, {
        "content-type": "application/json",
        "cache-control": "no-store",
      });
    })
    .get(`${FED_PATH}witness/:origin/checkpoint`, ANYONE, async (c) => {
      const reader = await readerOf(c.get("services"), await askedOf(c));
      const hash = c.req.param("origin") ?? "";
      if (!/^[0-9a-f]{64}$/.test(hash)) throw notFound();
      const note = orNotFound(await selectWitnessed(c.get("services").db, hash, reader.cities));
      return c.body(await witnessed(c.get("services"), note), 200, {
        "content-type": TEXT,
        "cache-control": "no-store",
      });
    })
    .get(`${FED_PATH}health`, ANYONE, async (c) => {
      const { db } = c.get("services");
      const [now, logs, following] = [
        await databaseNow(db),
        await selectOwnLogs(db),
        await selectFollowed(db),
      ];
      return c.json({ now: now.toISOString(), logs, following });
    })
    .post(`${FED_PATH}hints`, PEER, async (c) => {
      const asked = await askedOf(c);
      const peer = await peerOf(c.get("services"), asked);
      const hint = Hint.safeParse(readJson(asked.body).value);
      if (!hint.success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(hint.error) });
      if (!peer.cities.includes(hint.data.log.slice(0, 6))) throw invalid("log", "OTHER_CITY");
      const { log, size } = hint.data;
      const following = await noteHint(c.get("services").db, log.replace(/\/\d+$/, ""), size);
      return c.json({ following }, 202);
    });
