import { testDatabase } from "../support/database.ts";
import { testContext } from "../support/system-context.ts";
import { officer } from "./actors.ts";
import { HOME, twoAgreements } from "./cities.ts";
import { verifiedEnterprise } from "./enterprises.ts";

/** Opens a database with two agreements, an officer of HOME, and a verified enterprise there. */
export async function cityWithEnterprise() {
  const database = await testDatabase();
  const services = await testContext(database.db);
  await twoAgreements(database.db);
  const union = await officer(services, HOME);
  const company = await verifiedEnterprise(services, union);
  return { database, services, union, company };
}
