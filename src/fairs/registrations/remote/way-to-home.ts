import type { Tx } from "../../../../db/client.ts";
import { isSealable, termsOf } from "../../../peers/index.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { FORM_KIND } from "./schema.ts";

/** Kinds of public record without which the fair's home cannot place an enterprise. */
const SHOWN = ["enterprise", "posting"];

/** The own city that recommends an enterprise, and the city of another node whose fair it is. */
export type Way = { city: string; receiver: string };

/**
 * Throws FAIR_ELSEWHERE unless an agreement in force lets the city send commands of this type to the fair's
 * home. A registration also needs that the home may read the enterprise and its postings.
 */
export async function requireWay(tx: Tx, way: Way, type: string): Promise<void> {
  const kinds = type === "register" ? [FORM_KIND, ...SHOWN] : [FORM_KIND];
  for (const kind of kinds) {
    const { accepted } = await termsOf(tx, { ...way, type, kind });
    if (!accepted) throw new AppError("FAIR_ELSEWHERE");
  }
  if (!(await isSealable(tx, way.receiver))) throw new AppError("FAIR_ELSEWHERE");
}
