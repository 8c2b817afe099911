import type { Tx } from "../../../db/client.ts";
import type { Places } from "../../identity/index.ts";
import { emitSealed } from "../../peers/index.ts";
import { selectForPerson } from "./store.ts";

/**
 * Tells the city of a person of another node where the application stands, with all steps of the employer's
 * side. Only that city can read it.
 */
export async function tellPerson(
  tx: Tx,
  { of, rev, places }: { of: { id: string; homeCity: string }; rev: number; places: Places },
): Promise<void> {
  const { personCity, subject } = places;
  if (personCity === null || subject === null) return;
  const value = { subject, ...(await selectForPerson(tx, of.id)) };
  await emitSealed(tx, {
    city: of.homeCity,
    receiver: personCity,
    kind: "application",
    id: of.id,
    rev,
    value,
  });
}
