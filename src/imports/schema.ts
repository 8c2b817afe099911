import { z } from "@hono/zod-openapi";
import { Cursor, DivisionCode, Id, IsoDate, Limit, PlainText } from "../platform/core/schema.ts";
import { FIELDS } from "./reading/index.ts";

export const IMPORT_STATUSES = ["staging", "staged", "running", "done", "takenBack", "failed"] as const;
export const ROW_PLANS = ["create", "update", "unchanged", "skip", "refuse"] as const;
export const ROW_OUTCOMES = ["created", "updated", "unchanged", "skipped", "refused"] as const;
export const ROW_KINDS = [
  "data",
  "hidden",
  "struck",
  "title",
  "header",
  "repeatHeader",
  "total",
  "note",
  "blank",
] as const;

const Counts = z.record(z.string(), z.number().int());

/** Options of a run: the values that it adds to incomplete rows, and whether it publishes afterwards. */
export const ImportOptions = z
  .object({
    /** Validity date for rows without one. */
    validThrough: IsoDate.nullable(),
    /** True: missing duties are filled with the occupation's standard phrase, for the employer to confirm. */
    fillDuties: z.boolean(),
    /** True: postings that may be published are published after the run. */
    publish: z.boolean(),
    /**
     * True: rows that are hidden or struck out in the workbook are imported, and struck-out cells are read.
     */
    hiddenRows: z.boolean(),
    /** The employer of all rows of a sheet, by the sheet's name ("" for a file without sheets). */
    employers: z.record(z.string(), z.string()),
  })
  .openapi("ImportOptions");

export const ImportColumn = z.object({
  column: z.number().int(),
  /** Name in the sheet's header. */
  name: z.string(),
  field: z.enum(FIELDS),
  /** The field that the program proposed, with its confidence from 0 to 1. */
  proposed: z.enum(FIELDS),
  confidence: z.number(),
  /** True if the column is hidden in the workbook. It is ignored until a person chooses its field. */
  hidden: z.boolean(),
  /** True if the column is ignored and its texts are so long that they may be the duties. */
  longIgnored: z.boolean(),
  samples: z.array(z.string()),
});

export const ImportView = z
  .object({
    id: Id,
    city: DivisionCode,
    /** The enterprise that brought its own sheet; null for an import of the union. */
    enterpriseId: Id.nullable(),
    filename: z.string(),
    sourceName: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    repost: z.boolean(),
    format: z.string().nullable(),
    encoding: z.string().nullable(),
    status: z.enum(IMPORT_STATUSES),
    error: z.object({ code: z.string() }).loose().nullable(),
    sheets: z.array(
      z.object({
        /** A table below another one has the sheet's name and its first row, as in `Sheet1:37`. */
        sheet: z.string(),
        /** True if no row names the columns. Their names are then column letters, and a person maps them. */
        unnamed: z.boolean(),
        headerRow: z.number().int(),
        titles: z.array(z.string()),
        /** The employer of every row that names none itself, as a person decided. */
        employer: z.string().nullable(),
        /** The employer that a title or the sheet's name suggests, if no column names employers. */
        employerProposed: z.string().nullable(),
        columns: z.array(ImportColumn),
      }),
    ),
    /** Sheets of the workbook that were not read: hidden, without a header, or with instructions. */
    skippedSheets: z.array(
      z.object({ name: z.string(), why: z.enum(["hidden", "noHeader", "instructions"]) }),
    ),
    options: ImportOptions,
    /**
     * Number of rows by kind, with damaged text (`suspect`), with signs of shifted columns (`slipped`), and
     * with an employer from a title (`employerNamed`). `hidden` and `struck` rows are left out, unless
     * `options.hiddenRows`.
     */
    counts: Counts,
    rows: z.object({ staged: z.number().int(), data: z.number().int(), done: z.number().int() }),
    /** Result of the last dry run: number of rows by plan and by reason. */
    plan: z.object({ rows: Counts, reasons: Counts }).nullable(),
    /**
     * Result of the run: number of rows by outcome and by reason, and of published and unpublished postings.
     */
    result: z
      .object({ rows: Counts, reasons: Counts, published: z.number().int(), unpublished: Counts })
      .nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .openapi("Import");

export const ImportRowView = z
  .object({
    position: z.number().int(),
    sheet: z.string(),
    /** The row's visible number in the file. */
    row: z.number().int(),
    kind: z.enum(ROW_KINDS),
    cells: z.array(z.string()),
    marks: z.array(z.string()),
    plan: z.enum(ROW_PLANS).nullable(),
    outcome: z.enum(ROW_OUTCOMES).nullable(),
    reasons: z.array(
      z.object({
        column: z.string().nullable(),
        field: z.string().nullable(),
        code: z.string(),
        text: z.string().optional(),
      }),
    ),
    postingId: Id.nullable(),
  })
  .openapi("ImportRow");

export const MappingInput = z
  .strictObject({
    /**
     * Field of each zero-based column, by sheet name ("" for a file without sheets). Omitted columns stay
     * unchanged.
     */
    mapping: z
      .record(z.string().max(200), z.record(z.string().regex(/^\d{1,4}$/), z.enum(FIELDS)))
      .optional(),
    options: z
      .strictObject({
        validThrough: IsoDate.nullable().optional(),
        fillDuties: z.boolean().optional(),
        sourceName: PlainText(120).nullable().optional(),
        repost: z.boolean().optional(),
        hiddenRows: z.boolean().optional(),
        /** The employer of all rows of a sheet, by the sheet's name. An empty name takes it back. */
        employers: z.record(z.string().max(200), PlainText(200)).optional(),
      })
      .optional(),
  })
  .openapi("ImportMappingInput");

export const RunInput = z.strictObject({ publish: z.boolean().default(false) }).openapi("ImportRunInput");

export const ListQuery = z.strictObject({ cursor: Cursor.optional(), limit: Limit });
export const RowsQuery = ListQuery.extend({
  outcome: z.enum(ROW_OUTCOMES).optional(),
  plan: z.enum(ROW_PLANS).optional(),
  kind: z.enum(ROW_KINDS).optional(),
  /** A reason code, as in the rows' `reasons`. */
  reason: z
    .string()
    .regex(/^[A-Z0-9_]{1,60}$/)
    .optional(),
});

export type ImportOptions = z.infer<typeof ImportOptions>;
export type ImportView = z.infer<typeof ImportView>;
export type ImportRowView = z.infer<typeof ImportRowView>;
export type MappingInput = z.input<typeof MappingInput>;
export type RunInput = z.input<typeof RunInput>;
export type RowsQuery = z.infer<typeof RowsQuery>;
export type ListQuery = z.infer<typeof ListQuery>;
