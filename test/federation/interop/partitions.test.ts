import { ALL_CITIES } from "../../../db/demo/federation/region.ts";
import { describePartitions, tellPartitions } from "./partitions.ts";

describePartitions("two nodes in namespaces of their own", () =>
  tellPartitions(ALL_CITIES.slice(0, 2), { seed: 1, rounds: 2 }),
);
