import { sql } from "kysely";
import {
  type AgreementText,
  activateAgreement,
  addSignature,
  agreementText,
  draftAgreement,
  leaveAgreement,
  type NoteSigner,
  pushAgreement,
  readAgreement,
} from "../../../src/federation/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { FIRST, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import type { TestApp } from "../../support/app.ts";
import type { World } from "../apply/world.ts";

/** The verbs' context on a node: it calls peers over the link between the nodes. */
export const nodeContext = (world: World, { services }: TestApp): RequestContext => ({
  ...systemContext(services, "test"),
  outbound: world.fetch,
});

/** A signed agreement that is in force on both nodes. */
export type Signed = {
  document: string;
  content: AgreementText;
  /** A city signs its leaving at its own node, which tells the other. Returns which nodes took it. */
  leave(city: string): Promise<boolean[]>;
};

/** Puts a signed agreement of HOME and NEIGHBOUR into force on both nodes, in place of what they gave. */
export async function signWorld(
  world: World,
  given: { kinds: readonly string[]; commands: readonly string[] },
): Promise<Signed> {
  const roots: Record<string, NoteSigner> = { [HOME]: world.roots[0], [NEIGHBOUR]: world.roots[1] };
  const { rows: parties } = await sql<{
    city: string;
    federation: string;
    origin: string;
    root: string;
    url: string;
  }>`
    select i.city, c.federation_name as federation, i.origin, i.root, i.url
    from city_identity i join city c on c.code = i.city order by i.city`.execute(world.home.t.services.db);
  const content = draftAgreement({
    agreement: FIRST.slug,
    name: "西部城市促进就业创业合作协议",
    parties,
    ...given,
    purposes: ["application"],
    startsOn: "2024-05-01",
  });
  const sign = async (text: AgreementText, cities: readonly string[]) => {
    let note = agreementText(text);
    for (const city of cities) {
      const root = roots[city];
      if (!root) throw new Error(`no root of ${city}`);
      note = await addSignature(note, root);
    }
    return note;
  };
  const first = await sign(content, [HOME, NEIGHBOUR]);
  for (const t of [world.home.t, world.away]) await activateAgreement(nodeContext(world, t), first);
  const { digest } = readAgreement(first);
  return {
    document: digest,
    content,
    async leave(city) {
      const t = city === HOME ? world.home.t : world.away;
      const note = await sign(leaveAgreement({ content, digest }, city), [city]);
      const ctx = nodeContext(world, t);
      await activateAgreement(ctx, note);
      return (await pushAgreement(ctx, note)).map(({ taken }) => taken);
    },
  };
}
