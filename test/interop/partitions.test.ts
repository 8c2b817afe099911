import { ALL_CITIES } from "../../db/demo/federation/region.ts";
import { describePartitions, tellPartitions } from "../federation/interop/partitions.ts";
import { serverPerNode } from "../federation/interop/story.ts";

for (const seed of [1, 2, 3])
  describePartitions(`five nodes in namespaces of their own, seed ${seed}`, () =>
    tellPartitions(ALL_CITIES, { seed, rounds: 6, databases: serverPerNode }),
  );
