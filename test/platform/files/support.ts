import type { Config } from "../../../src/platform/config/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { AppError } from "../../../src/platform/core/errors.ts";
import { type FileBytes, type FileUse, putFile, type StoredFile } from "../../../src/platform/files/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Body, bodyOfPieces, localPlace } from "../../support/files.ts";
import { testContext } from "../../support/system-context.ts";

export type FileTest = {
  database: TestDatabase;
  ctx: RequestContext;
  place: FileBytes;
  /** Returns the context with another configuration or place. */
  with(parts: { config?: Partial<Config>; place?: FileBytes | null }): RequestContext;
  close(): Promise<void>;
};

/** Opens a database and an empty folder of files. */
export async function fileTest(): Promise<FileTest> {
  const database = await testDatabase();
  const local = localPlace();
  const ctx = { ...(await testContext(database.db)), files: local.place };
  return {
    database,
    ctx,
    place: local.place,
    with: ({ config, place = local.place }) => ({
      ...ctx,
      config: { ...ctx.config, ...config },
      files: place,
    }),
    async close() {
      await local.close();
      await database.drop();
    },
  };
}

export const ownerOf = (ctx: RequestContext) => ({ kind: "fair", id: ctx.ids.uuid() }) as const;

/** Stores bytes under a use, for an owner of their own unless `owner` names one. */
export function put(
  ctx: RequestContext,
  use: FileUse,
  bytes: Uint8Array | Body,
  more: { owner?: ReturnType<typeof ownerOf>; declared?: number | null } = {},
): Promise<StoredFile> {
  const body = "stream" in bytes ? bytes : bodyOfPieces(bytes);
  const { owner = ownerOf(ctx), declared = null } = more;
  return putFile(ctx, { use, owner, body: body.stream, bytes: declared });
}

/** Returns the code with which a promise rejects, or "stored". */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "stored",
    (error: unknown) => (error instanceof AppError ? error.code : `no code: ${String(error)}`),
  );
