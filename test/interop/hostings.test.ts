import { describe } from "vitest";
import { HOSTINGS, tellOf } from "../federation/interop/story.ts";

describe("five nodes of one city", () => tellOf(HOSTINGS["five nodes of one city"], { long: true }));
describe("one node of five cities", () => tellOf(HOSTINGS["one node of five cities"], { long: true }));
