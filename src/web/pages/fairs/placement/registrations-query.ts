import type { Context } from "hono";
import { z } from "zod";
import {
  type FairView,
  gatesOf,
  getFair,
  REGISTRATION_STATUSES,
  type RegistrationView,
} from "../../../../fairs/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { cursorOf, pathId } from "../../../forms.ts";
import { wordsOf } from "../../../links/pages.ts";

/** Number of registrations on a page. */
export const PAGE = 20;

/** The part of a fair's registrations that a page shows. */
export type RegistrationsQuery = {
  status: RegistrationView["status"] | null;
  q: string;
  venueId: string | null;
  cursor: string | null;
};

/** Reads the filters from the address. An unknown value counts as none. */
export function registrationsQueryOf(c: Context<Env>): RegistrationsQuery {
  const venueId = c.req.query("venue") ?? "";
  return {
    status: z.enum(REGISTRATION_STATUSES).safeParse(c.req.query("status")).data ?? null,
    q: wordsOf(c.req.query("q")) ?? "",
    venueId: UUID.test(venueId) ? venueId : null,
    cursor: cursorOf(c) ?? null,
  };
}

/** Returns the query of an address that shows this part; `cursor` counts for a list only. */
export function queryTo({ status, q, venueId, cursor }: RegistrationsQuery): URLSearchParams {
  const asked = { status, q, venue: venueId, cursor };
  return new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  );
}

/** Returns the address that shows this part; `kind` is the ending of a file. */
export function pathTo(fairId: string, query: RegistrationsQuery, kind = ""): string {
  const asked = queryTo(query).toString();
  return `/union/fairs/${fairId}/registrations${kind}${asked ? `?${asked}` : ""}`;
}

/**
 * Returns the fair of the path and the caller's part in its registrations. The host sees all of them. A city
 * with a hall sees those with a booth in it. Throws NOT_FOUND for others.
 */
export async function registrationsOf(
  c: Context<Env>,
): Promise<{ fair: FairView; as: "host" | "hall"; halls: FairView["venues"] }> {
  const ctx: RequestContext = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  if (fair.management) return { fair, as: "host", halls: fair.venues };
  const halls = gatesOf(ctx, fair);
  if (halls.length === 0) throw notFound();
  return { fair, as: "hall", halls };
}

/** Returns the filter by which the capability selects this part. */
export const filterOf = (fair: FairView, { status, q, venueId }: RegistrationsQuery) => ({
  fairId: fair.id,
  ...(status ? { status } : {}),
  ...(q ? { q } : {}),
  ...(venueId ? { venueId } : {}),
});
