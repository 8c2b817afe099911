import { systemContext } from "../../../src/context.ts";
import { indexingEngine } from "../../../src/search/worker.ts";
import { searchConformance } from "../../conformance/search.ts";
import { twoAgreements } from "../../factories/cities.ts";
import { testDatabase } from "../../support/database.ts";
import { openServices } from "../../support/services.ts";

searchConformance("PostgreSQL", async () => {
  const database = await testDatabase();
  const { first, second } = await twoAgreements(database.db);
  const services = await openServices(database);
  return {
    port: await indexingEngine(database.db, systemContext(services, "test")),
    agreements: { first: first.slug, second: second.slug },
    travel: database.travel,
    close: database.drop,
  };
});
