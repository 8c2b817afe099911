import { describe } from "vitest";
import { HOSTINGS, tellOf } from "./story.ts";

describe("two and three cities", () => tellOf(HOSTINGS["two and three cities"]));
