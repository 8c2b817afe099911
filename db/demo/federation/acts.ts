import { sql } from "kysely";
import { digestOfLog, digestOfRows, SHARED_KINDS, verifyNode } from "../../../src/federation/index.ts";
import { contextFor, type RequestContext } from "../../../src/platform/context.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { approvePosting, closePosting, createPosting, submitPosting } from "../../../src/postings/index.ts";
import type { DemoNode } from "./node.ts";
import type { Region } from "./region.ts";

const VERIFY = { totalMs: 30_000, maxBytes: 20_000_000 };

type Person = { ctx: RequestContext; enterpriseId: string };
/** Returns a member of an enterprise of a city, or the city's officer, at the node that hosts it. */
export async function personOf(node: DemoNode, city: string, role: "member" | "officer"): Promise<Person> {
  const { services } = node;
  const { rows } = await sql<{ account: string; enterprise: string | null }>`
    select m.account_id as account, m.enterprise_id as enterprise from membership m
    left join enterprise e on e.id = m.enterprise_id
    where m.kind = ${role} and coalesce(m.city, e.home_city) = ${city} and m.county is null
    order by m.account_id limit 1`.execute(services.db);
  const [row] = rows;
  if (!row) throw new Error(`no ${role} in ${city}`);
  const actor = {
    kind: "account",
    accountId: row.account,
    sessionId: "",
    label: null,
    enterprises: row.enterprise ? [{ id: row.enterprise, homeCity: city }] : [],
    offices: role === "officer" ? [{ city, county: null }] : [],
    administrator: false,
  } as const;
  return { ctx: contextFor(services, actor), enterpriseId: row.enterprise ?? "" };
}

/** Publishes a posting of a city: an enterprise writes it, the city's union approves it. Returns its id. */
export async function publish(region: Region, city: string, title: string): Promise<string> {
  const node = region.nodeOf(city);
  const { ctx, enterpriseId } = await personOf(node, city, "member");
  const officer = await personOf(node, city, "officer");
  const { rows } = await sql<{ day: string }>`select (app.today() + 30)::text as day`.execute(ctx.db);
  const { id } = await createPosting(ctx, {
    enterpriseId,
    title,
    headcount: 2,
    duties: "按图纸焊接工件，检查焊缝。",
    requirements: "有焊工证，三年以上经验。",
    placeText: "本市",
    payText: "6000-9000元/月",
    validThrough: rows[0]?.day ?? "",
  });
  await submitPosting(ctx, { id });
  await approvePosting(officer.ctx, { id });
  return id;
}

/** Closes a posting at its home. */
export async function close(region: Region, city: string, id: string): Promise<void> {
  const { ctx } = await personOf(region.nodeOf(city), city, "member");
  await closePosting(ctx, { id, reason: "filled" });
}

/** Returns whether a search at a node's address finds the posting. */
export async function finds(node: Pick<DemoNode, "url">, title: string, id: string): Promise<boolean> {
  const query = new URLSearchParams({ q: title, limit: "20" });
  const answer = await fetch(`${node.url}/api/v1/postings?${query}`);
  if (answer.status !== 200) throw new Error(`search answered ${answer.status}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items.some((item) => item.id === id);
}

/** Waits until `holds`. Throws after `boundMs`, with the name of what did not come true. */
export async function until(name: string, holds: () => Promise<boolean>, boundMs = 120_000): Promise<number> {
  const startMs = performance.now();
  while (!(await holds())) {
    if (performance.now() - startMs > boundMs) throw new Error(`did not come true in time: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - startMs;
}

/** Verifies directory and public logs of a node from outside. Returns the sizes, throws if one is refused. */
export async function verifyFrom(region: Region, node: DemoNode): Promise<{ log: string; size: number }[]> {
  const guarded = openGuardedFetch({ allow: ["loopback"] });
  try {
    const fetchBytes = async (url: string) => (await guarded.fetch(url, VERIFY)).body;
    const roots = node.cities.map((city) => region.roots.get(city)?.verifier ?? "");
    const verdicts = await verifyNode(node.url, { roots, fetchBytes });
    for (const { log, fault } of verdicts) if (fault) throw new Error(`${log}: ${fault}`);
    return verdicts;
  } finally {
    await guarded.close();
  }
}

/** Size and epoch of a log as a node holds it. */
async function logAt({ ctx }: DemoNode, stream: string) {
  const { rows } = await sql<{ epoch: number; size: number }>`
    select epoch, size::float8 as size from log_head where stream = ${stream}`.execute(ctx.db);
  return rows[0] ? { stream, ...rows[0] } : null;
}

/**
 * Compares a city's log at its home with the logs and rows of all nodes. Returns one line for each
 * difference, none if all digests are equal. Leaves out rows of kinds that `withheld` names.
 */
export async function differences(
  region: Region,
  withheld: (from: string, to: DemoNode, kind: string) => boolean = () => false,
): Promise<string[]> {
  const found: string[] = [];
  for (const home of region.nodes)
    for (const city of home.cities) {
      const log = await logAt(home, `${city}/public`);
      if (!log) continue;
      for (const kind of SHARED_KINDS) {
        const told = JSON.stringify(await digestOfLog(home.ctx.db, kind, log));
        for (const node of region.nodes) {
          const held = await logAt(node, log.stream);
          const name = `${log.stream} ${kind.kind} at node ${node.n}`;
          if (held?.size !== log.size) found.push(`${name}: ${held?.size ?? 0} of ${log.size}`);
          else if (JSON.stringify(await digestOfLog(node.ctx.db, kind, held)) !== told)
            found.push(`${name}: log`);
          if (withheld(city, node, kind.kind)) continue;
          if (JSON.stringify(await digestOfRows(node.ctx.db, kind, city)) !== told)
            found.push(`${name}: rows`);
        }
      }
    }
  return found;
}
