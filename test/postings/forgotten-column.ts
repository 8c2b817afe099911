/**
 * Tests of types, which the compiler runs. In each pair the first line accepts the existing columns. The
 * second must not compile, because a new column is missing in that place.
 */
import type { z } from "zod";
import type { PostingColumns } from "../../db/schema/index.ts";
import type { Field } from "../../src/imports/index.ts";
import { SHEET_FIELDS } from "../../src/imports/rows/columns.ts";
import type { NamesWith, PayColumn } from "../../src/postings/columns.ts";
import { ManagedPosting, PostingInput, type PostingRow, PostingView } from "../../src/postings/index.ts";
import { EDITOR_FIELDS } from "../../src/web/pages/editor/posting-form.tsx";

type WithScratch = PostingColumns & {
  scratchNote: { sql: "text"; by: "words"; copied: true; shown: "pages" };
};
type Words<Columns> = NamesWith<Columns, { by: "words" }>;

type Sheet<Columns> = Record<Words<Columns>, Field | null>;
export const sheet: Sheet<PostingColumns> = SHEET_FIELDS;
// @ts-expect-error the import's mapping lacks the column
export const sheetForgets: Sheet<WithScratch> = SHEET_FIELDS;

type Editor<Columns> = Record<Words<Columns>, object | null>;
export const editor: Editor<PostingColumns> = EDITOR_FIELDS;
// @ts-expect-error the editor lacks the column
export const editorForgets: Editor<WithScratch> = EDITOR_FIELDS;

type Input<Columns> = Record<Words<Columns>, z.ZodType>;
export const input: Input<PostingColumns> = PostingInput.shape;
// @ts-expect-error the input's schema lacks the column
export const inputForgets: Input<WithScratch> = PostingInput.shape;

type Shown<Columns, Where> = Record<
  Exclude<NamesWith<Columns, { shown: Where }>, "enterpriseId" | PayColumn>,
  z.ZodType
>;
export const desk: Shown<PostingColumns, "card" | "pages" | "managed"> = ManagedPosting.shape;
// @ts-expect-error the desk's schema lacks the column
export const deskForgets: Shown<WithScratch, "card" | "pages" | "managed"> = ManagedPosting.shape;

type Contact = "contactName" | "contactPhone" | "contactHours";
type Page<Columns> = Omit<Shown<Columns, "pages">, Contact>;
export const page: Page<PostingColumns> = PostingView.shape;
// @ts-expect-error the public page's schema lacks the column
export const pageForgets: Page<WithScratch> = PostingView.shape;

type Row<Columns> = Record<NamesWith<Columns, { by: "words" | "reading" }>, unknown>;
export const row = (composed: PostingRow): Row<PostingColumns> => composed;
// @ts-expect-error the composed row lacks the column
export const rowForgets = (composed: PostingRow): Row<WithScratch> => composed;
