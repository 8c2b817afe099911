import { PAY_COLUMNS, payField } from "../columns.ts";
import { currentFlags } from "../reading/wording/flags.ts";
import { applyBlock } from "../rules.ts";
import { ManagedPosting, type PayView, PostingCard, PostingView } from "../schema.ts";
import type { CardRow, ManagedPostingRow, PublicRow } from "../store/views.ts";

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
const pickManagedPosting = pick<ManagedPosting>(ManagedPosting);

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

/**
 * Converts the fields of a card. Throws for a row without publication or validity date, which a table
 * constraint excludes for published postings.
 */
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
    updatedAt: row.updatedAt.toISOString(),
    validThrough: row.validThrough,
  };
}

/** Converts a published row to a card: one item of a list. */
export const toCard = (row: CardRow): PostingCard => pickCard(cardFields(row));

/** Converts a published row to the public view. */
export const toView = (row: PublicRow): PostingView =>
  pickView({
    ...cardFields(row),
    contact: row.contactPhone
      ? { name: row.contactName, phone: row.contactPhone, hours: row.contactHours }
      : null,
    applyBlock: applyBlock(row),
  });

/** Returns the payload of a public change: the public view without `applyBlock`, which changes with time. */
export function toPayload(row: PublicRow): Omit<PostingView, "applyBlock"> {
  const { applyBlock: _today, ...payload } = toView(row);
  return payload;
}

/** Converts a row to the view for its enterprise and the officers of its home city. */
export const toManagedPosting = (row: ManagedPostingRow): ManagedPosting =>
  pickManagedPosting({
    ...row,
    employer: { ...employerOf(row), status: row.employerStatus },
    pay: payOf(row),
    flags: currentFlags(row),
    submittedAt: stamp(row.submittedAt),
    publishedAt: stamp(row.publishedAt),
    confirmedAt: stamp(row.confirmedAt),
    updatedAt: row.updatedAt.toISOString(),
  });
