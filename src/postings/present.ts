import { PAY_COLUMNS, payField } from "./columns.ts";
import { applyBlock } from "./rules.ts";
import { type PayView, PostingCard, PostingDesk, PostingView } from "./schema.ts";
import type { CardRow, DeskRow, PublicRow } from "./store/views.ts";

const stamp = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Returns a function that picks the fields of a view, in schema order. */
function pick<View extends object>(schema: { shape: object }): (values: View) => View {
  const names = Object.keys(schema.shape) as (keyof View)[];
  return (values) => {
    const view: Partial<View> = {};
    for (const name of names) view[name] = values[name];
    return view as View;
  };
}

const pickCard = pick<PostingCard>(PostingCard);
const pickView = pick<PostingView>(PostingView);
const pickDesk = pick<PostingDesk>(PostingDesk);

function payOf(row: CardRow): PayView {
  const pay: Record<string, unknown> = {};
  for (const name of PAY_COLUMNS) pay[payField(name)] = row[name];
  return pay as PayView;
}

const employerOf = (row: CardRow) => ({
  id: row.enterpriseId,
  name: row.employerName,
  verified: row.employerStatus === "verified",
});

/** Fields of a card that a published row must have. A table constraint guarantees its dates. */
function cardFields<Row extends CardRow>(row: Row) {
  if (row.publishedAt === null || row.validThrough === null)
    throw new Error("a card of an unpublished posting");
  return {
    ...row,
    employer: employerOf(row),
    pay: payOf(row),
    repostFrom: row.repost ? row.sourceName : null,
    publishedAt: row.publishedAt.toISOString(),
    confirmedAt: stamp(row.confirmedAt),
    validThrough: row.validThrough,
  };
}

/** A published row as a line of a list. */
export const toCard = (row: CardRow): PostingCard => pickCard(cardFields(row));

/** A published row as anyone may read it. */
export const toView = (row: PublicRow): PostingView =>
  pickView({
    ...cardFields(row),
    contact: row.contactPhone
      ? { name: row.contactName, phone: row.contactPhone, hours: row.contactHours }
      : null,
    applyBlock: applyBlock(row),
  });

/** The payload of a public change: the public view without the field that depends on the reader's day. */
export function toPayload(row: PublicRow): Omit<PostingView, "applyBlock"> {
  const { applyBlock: _today, ...payload } = toView(row);
  return payload;
}

/** A row as its enterprise and its union see it. */
export const toDesk = (row: DeskRow): PostingDesk =>
  pickDesk({
    ...row,
    employer: { ...employerOf(row), status: row.employerStatus },
    pay: payOf(row),
    submittedAt: stamp(row.submittedAt),
    publishedAt: stamp(row.publishedAt),
    confirmedAt: stamp(row.confirmedAt),
  });
