import { agreementIn, clausesOf, divisionNames } from "../../cities/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { notesOf } from "../agreements/index.ts";
import type { SignedAgreement } from "./schema.ts";

const SLUG = /^[a-z0-9-]{2,40}$/;

/**
 * Returns a signed agreement as it holds here. Throws NOT_FOUND for one without a signed document, and for an
 * officer of a city that is no party.
 */
export async function getAgreement(
  ctx: RequestContext,
  { slug }: { slug: string },
): Promise<SignedAgreement> {
  const { administrator, offices } = requireAccount(ctx.actor);
  if (!SLUG.test(slug)) throw notFound();
  const row = await agreementIn(ctx.db, slug);
  if (!row?.document) throw notFound();
  const notes = await notesOf(ctx.db, row.document);
  const newest = notes.at(-1);
  if (!newest) throw notFound();
  const isParty = newest.content.parties.some((party) => offices.some(({ city }) => city === party.city));
  if (!administrator && !isParty) throw notFound();
  const names = await divisionNames(ctx);
  const { parties, revision } = newest.content;
  return {
    slug,
    name: newest.content.name,
    document: row.document,
    digest: newest.digest,
    revision,
    parties: parties.map(({ city, federation, root }) => {
      return { city, name: names.get(city)?.name ?? city, federationName: federation, root };
    }),
    clauses: (await clausesOf(ctx.db, row.id)).map(({ fields = null, endsOn = null, ...clause }) => {
      return { ...clause, fields, endsOn };
    }),
    revisions: notes.map(({ content, digest, signers, activatedAt }) => {
      return { revision: content.revision, digest, signers, activatedAt: activatedAt.toISOString() };
    }),
  };
}
