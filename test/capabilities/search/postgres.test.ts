import { createServices, systemContext } from "../../../src/context.ts";
import { indexingEngine } from "../../../src/search/worker.ts";
import { searchConformance } from "../../conformance/search.ts";
import { twoAgreements } from "../../factories/cities.ts";
import { testServices } from "../../support/app.ts";
import { testDatabase } from "../../support/database.ts";

searchConformance("PostgreSQL", async () => {
  const database = await testDatabase();
  const { first, second } = await twoAgreements(database.db);
  const services = createServices(await testServices(database));
  return {
    port: await indexingEngine(database.db, systemContext(services, "test")),
    agreements: { first: first.slug, second: second.slug },
    travel: database.travel,
    close: database.drop,
  };
});
