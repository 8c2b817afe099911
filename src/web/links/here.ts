import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { getProfile, saveCounty } from "../../candidates/index.ts";
import { type Division, divisionNames } from "../../cities/index.ts";
import { AppError } from "../../platform/core/errors.ts";
import type { Env } from "../../platform/http/index.ts";
import { type Nearness, nearnessOf } from "../../search/index.ts";

const COUNTY_COOKIE = "county";
const YEAR_S = 31_536_000;

/** The division from which distances are measured: its name, centre, and the distances to other divisions. */
export type Here = Nearness & { code: string; name: string };

const pointsOf = (divisions: ReadonlyMap<string, Division>) => ({
  divisions: new Map(
    [...divisions].map(([code, { lon, lat }]) => [
      code,
      { point: lon === null || lat === null ? null : { lon, lat } },
    ]),
  ),
});

/** Returns the place with this code; null if the division is unknown or its centre is. */
export function hereAt(code: string | null, divisions: ReadonlyMap<string, Division>): Here | null {
  const division = code ? divisions.get(code) : undefined;
  if (!division || division.lon === null || division.lat === null) return null;
  const nearness = nearnessOf(division.code, pointsOf(divisions));
  return { ...nearness, code: division.code, name: division.shortName };
}

async function readHere(c: Context<Env>): Promise<Here | null> {
  const ctx = c.get("ctx");
  const divisions = await divisionNames(ctx);
  const card = ctx.actor.kind === "account" ? await getProfile(ctx) : null;
  // A county that was merged into another has no centre any more, so the next best answer counts.
  return hereAt(card?.county ?? null, divisions) ?? hereAt(getCookie(c, COUNTY_COOKIE) ?? null, divisions);
}

const known = new WeakMap<Context<Env>, Promise<Here | null>>();

/**
 * Returns the county of the reader: that of the own card, else the one chosen in this browser; null if
 * neither is known. Reads it once for each request.
 */
export function hereOf(c: Context<Env>): Promise<Here | null> {
  const found = known.get(c) ?? readHere(c);
  known.set(c, found);
  return found;
}

/**
 * Stores the reader's county in this browser, and on the own card if there is one; an empty code removes it.
 * Throws INVALID_INPUT for a division without a known centre.
 */
export async function chooseHere(c: Context<Env>, code: string): Promise<Here | null> {
  const ctx = c.get("ctx");
  const here = hereAt(code, await divisionNames(ctx));
  if (code && !here) throw new AppError("INVALID_INPUT", { fields: [{ path: "county", code: "REQUIRED" }] });
  if (ctx.actor.kind === "account") await saveCounty(ctx, here?.code ?? null);
  const secure = c.get("services").config.origins[0]?.startsWith("https:") ?? false;
  setCookie(c, COUNTY_COOKIE, here?.code ?? "", {
    path: "/",
    sameSite: "Lax",
    secure,
    httpOnly: true,
    maxAge: here ? YEAR_S : 0,
  });
  return here;
}
