import { z } from "@hono/zod-openapi";
import type { AccountActor } from "../platform/core/actor.ts";
import { AppError, invalid } from "../platform/core/errors.ts";
import { requireOfficer } from "../platform/core/guard.ts";
import { DivisionCode, Id, PlainText } from "../platform/core/schema.ts";
import { readUpload, type Upload } from "../platform/files/index.ts";
import { apiRoute, createApi, fieldErrors, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import { UPLOAD_MAX } from "../platform/http/index.ts";
import { getImport, listImportRows, listImports } from "./read-imports.ts";
import { dryRun } from "./running/dry-run.ts";
import { startImport } from "./running/start-import.ts";
import { takeBackImport } from "./running/take-back-import.ts";
import { ImportRowView, ImportView, ListQuery, MappingInput, RowsQuery, RunInput } from "./schema.ts";
import { setMapping } from "./set-mapping.ts";
import { stageImport } from "./upload/stage-import.ts";

const tags = ["imports"];
const officer = { who: ["officer"] } as const;
const own = { who: ["officer"], on: { record: "import", param: "id", by: "city" } } as const;
const params = z.object({ id: Id });
const one = jsonAnswer(ImportView, "The import");

const text = { type: "string" as const };
/**
 * OpenAPI schema of an upload, only for the API's documentation: validation by the framework would buffer the
 * file. `readUpload` and `fieldsOf` validate the upload.
 */
const UPLOAD = {
  type: "object" as const,
  required: ["file"],
  properties: {
    city: { ...text, description: "Division code; the officer's own city when absent" },
    source: { ...text, description: "Where the rows are from" },
    sourceUrl: text,
    repost: { ...text, enum: ["true", "false"] },
    file: { ...text, format: "binary", description: "CSV, XLSX or JSON-LD, 50 MB at most; the last part" },
  },
};

const UploadFields = z.strictObject({
  city: z.union([DivisionCode, z.literal("")]).optional(),
  source: PlainText(120).optional(),
  sourceUrl: z.union([z.url({ protocol: /^https?$/ }).max(500), z.literal("")]).optional(),
  repost: z.enum(["true", "false", ""]).optional(),
});

/**
 * Validates the text fields of an upload. If one is unknown or invalid, cancels the file and throws
 * INVALID_INPUT with the fields.
 */
async function fieldsOf({ fields, file }: Upload): Promise<z.infer<typeof UploadFields>> {
  const parsed = UploadFields.safeParse(fields);
  if (parsed.success) return parsed.data;
  await file?.body.cancel();
  throw new AppError("INVALID_INPUT", { fields: fieldErrors(parsed.error) });
}

/** Returns the officer's city. Throws INVALID_INPUT on `city` if the officer serves more than one city. */
function ownCity(actor: AccountActor): string {
  const [only, ...others] = new Set(actor.offices.map((office) => office.city));
  if (!only || others.length > 0) throw invalid("city", "MISSING");
  return only;
}

/** Routes of imports, below /api/v1. */
export const importRoutes = createApi()
  .openapi(
    apiRoute(officer, {
      method: "post",
      path: "/imports",
      tags,
      summary: "Upload a job sheet; its rows are staged and a mapping is proposed",
      request: { body: { required: true, content: { "multipart/form-data": { schema: UPLOAD } } } },
      responses: { 201: one },
    }),
    async (c) => {
      const ctx = c.get("ctx");
      const upload = await readUpload(c.req.raw);
      const { file } = upload;
      const fields = await fieldsOf(upload);
      if (!file) throw invalid("file", "MISSING");
      const staged = await stageImport(ctx, {
        city: fields.city || ownCity(requireOfficer(ctx.actor)),
        filename: file.filename,
        body: file.body,
        source: fields.source ? { name: fields.source, url: fields.sourceUrl || null } : null,
        repost: fields.repost === "true",
        maxBytes: UPLOAD_MAX,
      });
      return c.json(staged, 201, { location: `/api/v1/imports/${staged.id}` });
    },
  )
  .openapi(
    apiRoute(officer, {
      method: "get",
      path: "/imports",
      tags,
      summary: "Imports of the officer's city, newest first",
      request: { query: ListQuery },
      responses: {
        200: jsonAnswer(
          z.object({ items: z.array(ImportView), nextCursor: z.string().nullable() }),
          "One page",
        ),
      },
    }),
    async (c) => c.json(await listImports(c.get("ctx"), c.req.valid("query")), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/imports/{id}",
      tags,
      summary: "An import: layout, mapping, counts, progress",
      request: { params },
      responses: { 200: one },
    }),
    async (c) => c.json(await getImport(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "put",
      path: "/imports/{id}/mapping",
      tags,
      summary: "Say which column is what, and what the import adds",
      request: { params, body: jsonBody(MappingInput) },
      responses: { 200: one },
    }),
    async (c) =>
      c.json(await setMapping(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/imports/{id}/dry-run",
      tags,
      summary: "What a run would do, row by row",
      request: { params },
      responses: { 200: one },
    }),
    async (c) => c.json(await dryRun(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/imports/{id}/run",
      tags,
      summary: "Run the import in the background",
      request: { params, body: jsonBody(RunInput) },
      responses: { 202: one },
    }),
    async (c) =>
      c.json(await startImport(c.get("ctx"), { ...c.req.valid("json"), ...c.req.valid("param") }), 202),
  )
  .openapi(
    apiRoute(own, {
      method: "post",
      path: "/imports/{id}/take-back",
      tags,
      summary: "Take a finished import back, while nobody has acted on its postings",
      request: { params },
      responses: { 200: one },
    }),
    async (c) => c.json(await takeBackImport(c.get("ctx"), c.req.valid("param")), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/imports/{id}/rows",
      tags,
      summary: "Rows of the file, or those behind a count",
      request: { params, query: RowsQuery },
      responses: {
        200: jsonAnswer(
          z.object({ items: z.array(ImportRowView), nextCursor: z.string().nullable() }),
          "One page in the file's order",
        ),
      },
    }),
    async (c) =>
      c.json(await listImportRows(c.get("ctx"), { ...c.req.valid("query"), ...c.req.valid("param") }), 200),
  );
