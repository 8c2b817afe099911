import ipaddr from "ipaddr.js";
import type { Allowable } from "./outbound.ts";

/** `public`: reachable from everywhere. `refused`: never called, such as link-local or multicast. */
export type AddressKind = "public" | Allowable | "refused";

/** Services of clouds that hand out keys, at addresses which otherwise look like others. */
const METADATA = new Set(["168.63.129.16", "fd00:ec2::254", "fd20:ce::254"]);
/** The only IPv6 addresses that are routed. */
const GLOBAL = ipaddr.parseCIDR("2000::/3");

/** Returns the kind of an IP address. Text that is no address is refused. */
export function kindOfAddress(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return "refused";
  const address = ipaddr.parse(text);
  if (METADATA.has(address.toString())) return "refused";
  const range = address.range();
  if (range === "loopback") return "loopback";
  if (range === "private" || range === "uniqueLocal") return "private";
  if (range !== "unicast") return "refused";
  return address.kind() === "ipv4" || address.match(GLOBAL) ? "public" : "refused";
}
