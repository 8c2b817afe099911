import { describe } from "vitest";
import { fuzz } from "../security/fuzzing.ts";

describe.each([1, 2, 3])("hostile input, seed %i", (seed) => fuzz({ bodies: 300, queries: 60, seed }));
