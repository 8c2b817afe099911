import type { Tx } from "../../../../db/client.ts";
import { isServed } from "../../../peers/index.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { cityOfEnterprise } from "./store.ts";

/**
 * Returns the city that sends scans of an enterprise to the host of a fair at another node. Throws
 * HOSTED_ELSEWHERE unless an agreement in force lets it.
 */
export async function requireBoothScans(
  tx: Tx,
  { enterpriseId, host }: { enterpriseId: string; host: string },
): Promise<string> {
  const city = await cityOfEnterprise(tx, enterpriseId);
  const asked = { receiver: host, type: "boothScan", kind: "fairExhibitor" };
  if (city === null || !(await isServed(tx, { city, ...asked }))) throw new AppError("HOSTED_ELSEWHERE");
  return city;
}
