import { placesOf } from "../../identity/index.ts";
import type { TellAgain } from "../../peers/index.ts";
import { lockToldAway } from "./store.ts";
import { tellPerson } from "./tell-person.ts";

/** Tells applications of people of another node again, each in the version that was told. */
export const tellApplicationsAgain: TellAgain = async (tx, _, { city, receiver, records }) => {
  const revs = new Map(records.map(({ id, rev }) => [id, rev]));
  let told = 0;
  for (const { accountId, ...of } of await lockToldAway(tx, { city, ids: [...revs.keys()] })) {
    const places = await placesOf(tx, { personId: accountId, city });
    if (!places.away || places.personCity !== receiver) continue;
    await tellPerson(tx, { of, rev: revs.get(of.id) ?? 1, places });
    told += 1;
  }
  return told;
};
