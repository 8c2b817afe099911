import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  activateAgreement,
  addSignature,
  agreementText,
  draftAgreement,
  initCity,
  latestOf,
  makeRootKey,
  type NoteSigner,
  narrowAgreement,
  pushAgreement,
  rootName,
  selectOwnIdentities,
  verifierText,
  WHOLE_GIVEN,
} from "../../../src/federation/index.ts";
import type { Demo } from "../build.ts";
import { demoAhead } from "../build.ts";
import { type Databases, openDatabases } from "./databases.ts";
import { type Links, openLinks } from "./links.ts";
import { type DemoNode, openNode } from "./node.ts";
import { AGREEMENT, CITIES, seedNode } from "./seed.ts";

const NAME = "辽西五市总工会促进就业创业合作协议";
const DAYS = 365;

/** Nodes that share under one agreement, with a database each, and the links between them. */
export type Region = {
  nodes: readonly DemoNode[];
  links: Links;
  /** Files and verifier keys of the cities' roots, by city. */
  roots: ReadonlyMap<string, { signer: NoteSigner; verifier: string }>;
  nodeOf(city: string): DemoNode;
  /** Narrows the agreement: `from` no longer gives `to`, or anybody, these kinds. Signed by `from` alone. */
  narrow(of: { from: string; to: string | null; without: readonly string[] }): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  /** Cities of each node. */
  hosting: readonly (readonly string[])[];
  /** Enterprises of each city at most. */
  share?: number;
  logLevel?: string;
  /** Where the databases are; default a server of its own. */
  databases?: Databases;
  /** Lets other processes be the nodes: their addresses, and how one starts. Here no background work runs. */
  elsewhere?: { url(n: number): string; start(node: DemoNode): Promise<void> };
};

/** Makes the root key of each city in a file of its own, its node keys, and the signed directory. */
async function makeKeys(node: DemoNode, folder: string): Promise<[string, NoteSigner][]> {
  const made: [string, NoteSigner][] = [];
  for (const city of node.cities) {
    const { signer, text } = await makeRootKey(rootName(`${new URL(node.url).host}/fed`, city));
    writeFileSync(join(folder, `root-${city}.key`), text, { mode: 0o600 });
    made.push([city, signer]);
    const roots = made.map(([, root]) => root);
    await initCity(node.ctx, { city, url: node.url, roots, days: DAYS });
  }
  return made;
}

/** Drafts the agreement, signs it with all roots, and puts it into force on every node. */
async function signTogether(nodes: readonly DemoNode[], roots: readonly NoteSigner[]): Promise<void> {
  const parties = (await Promise.all(nodes.map(({ ctx }) => selectOwnIdentities(ctx.db)))).flat();
  const content = draftAgreement({
    agreement: AGREEMENT,
    name: NAME,
    parties,
    ...WHOLE_GIVEN,
    startsOn: "2024-05-01",
  });
  let note = agreementText(content);
  for (const root of roots) note = await addSignature(note, root);
  for (const { ctx } of nodes) await activateAgreement(ctx, note);
}

async function openNodes(
  databases: Databases,
  links: Links,
  options: Options,
  demo: Demo,
): Promise<DemoNode[]> {
  const nodes: DemoNode[] = [];
  for (const [n, cities] of options.hosting.entries()) {
    const databaseUrl = await databases.create(`node_${n}`);
    const { logLevel, elsewhere } = options;
    const url = elsewhere?.url(n) ?? (await links.open(n, () => nodes[n]?.port() ?? null));
    const node = await openNode({
      n,
      cities,
      url,
      databaseUrl,
      folder: databases.folder,
      ...(logLevel && { logLevel }),
    });
    nodes.push(node);
    const { share } = options;
    await seedNode(node.ctx, demo, { hosted: cities, ...(share !== undefined && { share }) });
  }
  return nodes;
}

/** Opens a region whose agreement is signed and in force. Background work of all nodes runs. */
export async function openRegion(options: Options): Promise<Region> {
  const demo = demoAhead.take();
  demo.catch(() => undefined);
  const databases = options.databases ?? (await openDatabases());
  const numberOf = (city: string) => options.hosting.findIndex((cities) => cities.includes(city));
  const links = openLinks({ nodeOf: numberOf });
  let nodes: DemoNode[] = [];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await links.close();
    await databases.close();
  };
  try {
    nodes = await openNodes(databases, links, options, await demo);
    const made = (await Promise.all(nodes.map((node) => makeKeys(node, databases.folder)))).flat();
    const signers = made.map(([, root]) => root);
    await signTogether(nodes, signers);
    for (const node of nodes) await (options.elsewhere?.start(node) ?? node.startWork());
    const roots = new Map(made.map(([city, signer]) => [city, { signer, verifier: verifierText(signer) }]));
    const nodeOf = (city: string) => nodes[numberOf(city)] as DemoNode;
    return {
      nodes,
      links,
      roots,
      nodeOf,
      async narrow({ from, to, without }) {
        const { ctx } = nodeOf(from);
        const base = await latestOf(ctx.db, AGREEMENT);
        const signer = roots.get(from)?.signer;
        if (!base || !signer) throw new Error("no agreement");
        const note = await addSignature(agreementText(narrowAgreement(base, { from, to, without })), signer);
        await activateAgreement(ctx, note);
        await pushAgreement(ctx, note);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export const ALL_CITIES: readonly string[] = CITIES.map(({ code }) => code);
