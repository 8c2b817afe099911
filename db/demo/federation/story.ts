import { DEMO_FEDERATION as TEXT } from "../../../src/web/text/terminal/demo-federation.ts";
import { close, differences, finds, publish, until, verifyFrom } from "./acts.ts";
import { applyAcross } from "./applying.ts";
import type { Linked } from "./links-page.ts";
import type { Region } from "./region.ts";
import { CITIES } from "./seed.ts";

const TITLE = "联调电焊工";
/** Bound of one step. */
const STEP_MS = 120_000;

const nameOf = (city: string) => CITIES.find(({ code }) => code === city)?.short ?? city;

type Tell = (line: string) => void;

/** Cuts or mends both directions between the nodes of two cities. */
export function setLink(region: Linked, [one, other]: readonly [string, string], cut: boolean): void {
  const [a, b] = [region.nodeOf(one).n, region.nodeOf(other).n];
  region.links.set(a, b, { cut });
  region.links.set(b, a, { cut });
}

/** Publishes a posting, waits until all other nodes find it, closes it, and waits until it is gone. */
async function followOne(region: Region, home: string, tell: Tell): Promise<void> {
  const others = region.nodes.filter((node) => node !== region.nodeOf(home));
  const each = (word: (city: string, ms: number) => string, id: string, wanted: boolean) =>
    Promise.all(
      others.map(async (node) => {
        const holds = async () => (await finds(node, TITLE, id)) === wanted;
        const name = `${TITLE} ${wanted ? "found" : "gone"} at node ${node.n}`;
        const tookMs = await until(name, holds, STEP_MS);
        tell(word(nameOf(node.cities[0] ?? ""), tookMs));
      }),
    );
  const id = await publish(region, home, TITLE);
  tell(TEXT.published(nameOf(home), TITLE));
  await each(TEXT.found, id, true);
  await close(region, home, id);
  tell(TEXT.closed(nameOf(home)));
  await each(TEXT.gone, id, false);
}

/** Cuts a link, publishes, and mends it. Returns the posting, which is then found everywhere. */
async function cutAndMend(region: Region, [home, far]: readonly [string, string], tell: Tell) {
  const title = `${TITLE}二`;
  const [away, own] = [region.nodeOf(far), region.nodeOf(home)];
  setLink(region, [home, far], true);
  const id = await publish(region, home, title);
  tell(TEXT.cut(nameOf(home), nameOf(far)));
  for (const node of region.nodes.filter((one) => one !== own && one !== away)) {
    const tookMs = await until(`found at node ${node.n}`, () => finds(node, title, id), STEP_MS);
    tell(TEXT.elsewhere(nameOf(node.cities[0] ?? ""), tookMs));
  }
  if (await finds(away, title, id)) throw new Error("a posting crossed a link that is cut");
  tell(TEXT.without(nameOf(far)));
  setLink(region, [home, far], false);
  const tookMs = await until(`found at node ${away.n}`, () => finds(away, title, id), STEP_MS);
  tell(TEXT.mended(nameOf(far), tookMs));
  return { id, title };
}

/**
 * Tells the story of the region. One posting goes through all nodes. A link is cut and mended. A person
 * applies and takes the card back. The agreement is narrowed. Then every log is verified from outside, and
 * all digests are equal. Throws if a step failed.
 */
export async function tellStory(region: Region, tell: Tell): Promise<void> {
  const [home = "", far = "", near = ""] = region.nodes.map(({ cities }) => cities[0] ?? "");
  const even = async () => (await differences(region)).length === 0;
  tell(TEXT.synced(await until("all nodes are even", even, STEP_MS)));
  await followOne(region, home, tell);
  const { id, title } = await cutAndMend(region, [home, far], tell);
  await until("all nodes are even", even, STEP_MS);
  const applied = await applyAcross(region, { home, postingId: id, city: near, boundMs: STEP_MS });
  tell(TEXT.applied(nameOf(near), nameOf(home), applied));
  tell(TEXT.narrowed(nameOf(home), nameOf(far)));
  await region.narrow({ from: home, to: far, without: ["posting"] });
  const hidden = async () => !(await finds(region.nodeOf(far), title, id));
  tell(TEXT.hidden(nameOf(far), await until("hidden after the narrowing", hidden, STEP_MS)));
  if (!(await finds(region.nodeOf(near), title, id))) throw new Error("a narrowing hid too much");
  tell(TEXT.still(nameOf(near)));
  tell(TEXT.verifying);
  for (const node of region.nodes)
    for (const { log, size } of await verifyFrom(region, node))
      tell(TEXT.verified(nameOf(log.slice(0, 6)), size));
  const withheld = (from: string, to: { cities: readonly string[] }, kind: string) =>
    from === home && to.cities.includes(far) && kind === "posting";
  const left = await differences(region, withheld);
  if (left.length > 0) throw new Error(TEXT.unequal(left));
  tell(TEXT.equal);
}
