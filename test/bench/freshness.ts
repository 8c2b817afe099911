import { createDb } from "../../db/client.ts";
import { getPosting } from "../../src/postings/index.ts";
import { createPostgresSearch } from "../../src/search/index.ts";
import { startWorkers } from "../../workers/index.ts";
import { officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { testContext } from "../support/system-context.ts";
import { prepareTemplate } from "../support/template.ts";
import { benchDatabase, report } from "./support.ts";
import { percentile } from "./timing.ts";

const POSTINGS = 200;
const POLL_MS = 2;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Measures, with real workers, two times from a posting's publication: until the search finds it, and until
 * it can be read by its id.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  await prepareTemplate(database.url, "freshness");
  const url = new URL(database.url);
  url.pathname = "/freshness";
  const db = createDb(url.href, { max: 10 });
  await twoAgreements(db);
  const services = await testContext(db);
  const workers = await startWorkers(services, url.href);
  services.ring = workers.ring;
  try {
    const union = { ...(await officer(services, HOME)), ring: workers.ring };
    const { enterprise, member } = await verifiedEnterprise(services, union);
    const people = { officer: union, member: { ...member, ring: workers.ring } };
    const engine = createPostgresSearch(db);
    const visitor = { ...services, scope: { city: null, agreement: "west" } };
    const found = async (id: string) =>
      (
        await engine.search({
          terms: null,
          filter: { enterpriseId: enterprise.id },
          sort: "newest",
          cursor: null,
          limit: 5,
          facets: false,
          scope: visitor.scope,
        })
      ).ids.includes(id);
    const [searched, read]: [number[], number[]] = [[], []];
    for (let n = 0; n < POSTINGS; n += 1) {
      const { id } = await publishedPosting(people, enterprise.id, { title: `电焊工${n}` });
      const startMs = performance.now();
      await getPosting(visitor, id);
      read.push(performance.now() - startMs);
      while (!(await found(id))) await pause(POLL_MS);
      searched.push(performance.now() - startMs);
    }
    report({
      name: "freshness",
      ours: percentile(searched, 0.95),
      reference: percentile(read, 0.95),
      unit: "ms, p95",
      p50: Math.round(percentile(searched, 0.5)),
      limitMs: 250,
      postings: POSTINGS,
    });
  } finally {
    await workers.stop();
    await db.destroy();
    await database.close();
  }
}
