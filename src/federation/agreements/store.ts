import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import { agreementIn } from "../../cities/index.ts";
import type { Identity } from "../keys/index.ts";
import { readAgreement } from "./document.ts";
import type { AgreementText } from "./schema.ts";

export type KnownNote = {
  document: string;
  digest: string;
  revision: number;
  whole: boolean;
  /** Cities whose roots signed. */
  signers: string[];
  note: string;
  content: AgreementText;
  activatedAt: Date;
};

/** Returns the signed notes of an agreement in the order in which they came into force here. */
export async function notesOf(db: DbOrTx, document: string): Promise<KnownNote[]> {
  const rows = await db
    .selectFrom("agreementNote")
    .select(["document", "digest", "revision", "whole", "signers", "note", "activatedAt"])
    .where("document", "=", document)
    .orderBy("activatedAt")
    .orderBy("revision")
    .execute();
  return rows.map((row) => ({ ...row, content: readAgreement(row.note).content }));
}

/** Returns the newest signed revision of an agreement here, or null if it has none. */
export async function latestOf(
  db: DbOrTx,
  slug: string,
): Promise<Pick<KnownNote, "content" | "digest"> | null> {
  const document = (await agreementIn(db, slug))?.document;
  const newest = document ? (await notesOf(db, document)).at(-1) : undefined;
  return newest ? { content: newest.content, digest: newest.digest } : null;
}

/** Returns the signed notes of all agreements here, in the order in which they came into force. */
export const allNotes = (db: DbOrTx): Promise<{ note: string }[]> =>
  db.selectFrom("agreementNote").select("note").orderBy("activatedAt").orderBy("revision").execute();

/** Writes a note, also in place of the same text with fewer signatures. */
export async function putNote(tx: Tx, values: Omit<KnownNote, "activatedAt" | "content">): Promise<void> {
  const { whole, signers, note } = values;
  await tx
    .insertInto("agreementNote")
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(["document", "digest"])
        .doUpdateSet({ whole, signers, note, activatedAt: sql`app.now()` }),
    )
    .execute();
}

/**
 * Writes how other cities are known, as a signed agreement says. Own cities keep what this node made. A city
 * whose address is the one of the revision `before` may have told another since then by its directory, and
 * keeps that.
 */
export async function putIdentities(
  tx: Tx,
  parties: readonly Identity[],
  before: readonly Identity[] = [],
): Promise<void> {
  const same = parties.filter(({ city, url }) =>
    before.some((former) => former.city === city && former.url === url),
  );
  await sql`
    insert into city_identity as i (city, origin, root, url)
    select n.city, n.origin, n.root, n.url
    from ${rowList<"city" | "origin" | "root" | "url">(parties, { city: "text", origin: "text", root: "text", url: "text" })}
    join city c on c.code = n.city where not c.hosted
    on conflict (city) do update set origin = excluded.origin, root = excluded.root,
      url = case when i.root = excluded.root and i.city = any(${same.map(({ city }) => city)}::text[]) then i.url
        else excluded.url end`.execute(tx);
}
