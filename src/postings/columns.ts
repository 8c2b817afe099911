import {
  type ColumnValue,
  POSTING_COLUMNS,
  type PostingColumn,
  type PostingColumns,
  type PostingValues,
} from "../../db/schema/index.ts";
import { remembering } from "../platform/core/text.ts";

/** Names of the columns whose definition in `Columns` has the properties `Wanted`. */
export type NamesWith<Columns, Wanted> = {
  [K in keyof Columns]: Columns[K] extends Wanted ? K : never;
}[keyof Columns];
type Names<Wanted> = NamesWith<PostingColumns, Wanted>;

export type PostingColumnName = keyof PostingColumns;
/** Columns that a form or a sheet fills, called words. An edit keeps the words that its patch omits. */
export type WordColumn = Names<{ by: "words" }>;
/** Columns of words that are stored as given. */
export type CopiedColumn = Names<{ by: "words"; copied: true }>;
/** Columns that `buildPostingRow` composes from the words. */
export type ComposedColumn = Names<{ by: "words" | "reading" }>;
/** Columns that an import writes besides the composed ones. */
export type ImportColumn = Names<{ by: "import" }>;
/** Columns that are read from the text of the column `Source`, and change with it. */
export type ReadFrom<Source extends string> = Names<{ from: Source }>;

export type CardColumn = Names<{ shown: "card" }>;
export type PublicColumn = Names<{ shown: "card" | "pages" | "public" }>;
export type ManagedColumn = Names<{ shown: "card" | "pages" | "managed" }>;
/** Columns that the API shows together in the object `pay`. */
export type PayColumn = Extract<PostingColumnName, `pay${string}`>;
export type PayField<K extends string> = K extends `pay${infer Rest}` ? Uncapitalize<Rest> : never;

export const columnOf = (name: PostingColumnName): PostingColumn => POSTING_COLUMNS[name];

/** Returns the names of the columns whose definition passes the test, in table order. */
const namesWhere = <Name extends PostingColumnName>(holds: (column: PostingColumn) => boolean) =>
  (Object.keys(POSTING_COLUMNS) as Name[]).filter((name) => holds(columnOf(name)));

const shownIn = <Name extends PostingColumnName>(...shown: PostingColumn["shown"][]) =>
  namesWhere<Name>((column) => column.shown !== undefined && shown.includes(column.shown));

export const WORD_COLUMNS = namesWhere<WordColumn>(({ by }) => by === "words");
export const COPIED_COLUMNS = namesWhere<CopiedColumn>(({ copied }) => copied === true);
export const COMPOSED_COLUMNS = namesWhere<ComposedColumn>(({ by }) => by === "words" || by === "reading");
/** The columns that an import writes, for both its inserts and updates. */
export const IMPORTED_COLUMNS = namesWhere<ComposedColumn | ImportColumn>(({ by }) => by !== "program");

export const CARD_COLUMNS = shownIn<CardColumn>("card");
export const PUBLIC_COLUMNS = shownIn<PublicColumn>("card", "pages", "public");
export const MANAGED_COLUMNS = shownIn<ManagedColumn>("card", "pages", "managed");

/** Returns the name of a pay column inside the API's `pay`: `payMinYuan` becomes `minYuan`. */
export const payField = <K extends PayColumn>(name: K): PayField<K> =>
  (name.charAt(3).toLowerCase() + name.slice(4)) as PayField<K>;
export const PAY_COLUMNS = CARD_COLUMNS.filter((name): name is PayColumn => name.startsWith("pay"));

/** Returns a column's name in SQL: `payMinYuan` becomes `pay_min_yuan`. */
export const sqlName = remembering((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

type Stored<K extends PostingColumnName> = PostingColumns[K] extends { sql: "jsonb" }
  ? string
  : ColumnValue<PostingColumns[K]>;
/** Values of the composed columns for an insert or update: jsonb as JSON text. */
export type ComposedValues = { [K in ComposedColumn]: Stored<K> };

/** Returns the composed columns of a row for an insert or update, jsonb as JSON text. */
export const columnsOf = (row: Pick<PostingValues, ComposedColumn>): ComposedValues =>
  Object.fromEntries(
    COMPOSED_COLUMNS.map((name) => [
      name,
      columnOf(name).sql === "jsonb" ? JSON.stringify(row[name]) : row[name],
    ]),
  ) as ComposedValues;
