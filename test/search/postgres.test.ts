import { describe } from "vitest";
import { systemContext } from "../../src/platform/context.ts";
import { referenceWords } from "../../src/search/index.ts";
import { indexingEngine } from "../../src/search/worker.ts";
import { searchConformance } from "../conformance/search.ts";
import { twoAgreements } from "../factories/cities.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { postgresInstalled, startPostgres } from "../support/postgres.ts";
import { openServices } from "../support/services.ts";
import { prepareTemplate } from "../support/template.ts";

async function subjectOn(database: TestDatabase, close: () => Promise<void>) {
  const { first, second } = await twoAgreements(database.db);
  const services = await openServices(database);
  const { lexicon } = await referenceWords(services);
  return {
    lexicon,
    port: await indexingEngine(database.db, systemContext(services, "test")),
    agreements: { first: first.slug, second: second.slug },
    travel: database.travel,
    close,
  };
}

searchConformance("the embedded PostgreSQL", async () => {
  const database = await testDatabase();
  return subjectOn(database, database.drop);
});

describe.skipIf(!postgresInstalled)("a separate PostgreSQL server", () => {
  searchConformance("Debian's PostgreSQL", async () => {
    const server = await startPostgres();
    await prepareTemplate(server.url, "lianpin_template");
    const database = await testDatabase({ server: { url: server.url, template: "lianpin_template" } });
    return subjectOn(database, async () => {
      await database.drop();
      await server.stop();
    });
  });
});
