import type { DbOrTx } from "../../../db/client.ts";
import { ensurePersonOfCity } from "../../identity/index.ts";
import type { Sender } from "../../peers/index.ts";
import type { PeerActor } from "../../platform/core/actor.ts";
import { notFound } from "../../platform/core/errors.ts";
import { UUID } from "../../platform/core/ids.ts";
import { type Foreign, isEnterpriseOf, selectForeign } from "./store.ts";

async function subjectIdOf(
  db: DbOrTx,
  { city, role, subject }: Sender,
  { fresh, known }: { fresh: string | null; known: string | null },
): Promise<string | null> {
  if (role === "officer") return null;
  if (subject === null) throw notFound();
  if (role === "seeker" && fresh !== null) return ensurePersonOfCity(db, { id: fresh, city, subject });
  if (role === "seeker") return known;
  return UUID.test(subject) && (await isEnterpriseOf(db, subject, city)) ? subject : null;
}

/**
 * Returns the actor of a command whose signature and agreement the caller has verified. Throws NOT_FOUND for
 * a city that this node hosts or does not know, and for an enterprise or person that is not the city's. With
 * a `fresh` id, a person who is not known yet becomes known under it. `read`: the sender as it was read after
 * all records came that the command needs.
 */
export async function peerActorFor(
  db: DbOrTx,
  sender: Sender,
  { fresh = null, read = null }: { fresh?: string | null; read?: Foreign | null } = {},
): Promise<PeerActor> {
  const { city, role } = sender;
  const { foreign, personId: known } = read ?? (await selectForeign(db, sender));
  if (!foreign) throw notFound();
  const subjectId = await subjectIdOf(db, sender, { fresh, known });
  if (role !== "officer" && subjectId === null) throw notFound();
  return { kind: "peer", city, role, subjectId };
}
