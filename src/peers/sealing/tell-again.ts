import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";

/** The newest versions of records of one kind that `city` told `receiver`, sealed to a key that ended. */
export type SealedBefore = {
  city: string;
  receiver: string;
  records: readonly { id: string; rev: number }[];
};

/**
 * Tells the same versions again from their rows, sealed to the present key, or marks them as due to be told.
 * Leaves records that are gone, and those of which a newer version is under way. Returns the number told.
 */
export type TellAgain = (tx: Tx, ctx: RequestContext, before: SealedBefore) => Promise<number>;
