import { seedDemo } from "../../db/demo/index.ts";
import type { Services } from "../../src/platform/context.ts";
import { drainAll } from "../../workers/index.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { openServices } from "./services.ts";

export type DemoDatabase = TestDatabase & { services: Services };

/** A database with the whole indexed demo world. */
export async function demoDatabase(): Promise<DemoDatabase> {
  const database = await testDatabase();
  const services = await openServices(database);
  await seedDemo(services, () => undefined);
  await drainAll(services);
  return { ...database, services };
}
