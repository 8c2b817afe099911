import { describe, expect, test } from "vitest";
import { z } from "zod";
import { BACKGROUND } from "../../../src/background.ts";
import { CAPABILITIES, PROGRAM } from "../../../src/capabilities.ts";
import { defineConsumer } from "../../../src/platform/changes/index.ts";
import {
  type Background,
  type Capability,
  compose,
  findBackgroundFaults,
  findFaults,
  refuseFaults,
  sharedRoutes,
} from "../../../src/platform/program/index.ts";
import { daily, defineTask, handleTask } from "../../../src/platform/tasks/index.ts";
import { TEXTS } from "../../../src/web/index.ts";

const send = defineTask("example.send", z.strictObject({}));
const clean = defineTask("example.clean", z.strictObject({ day: z.iso.date() }));
const done = async () => undefined;
const consumer = defineConsumer({ name: "example", streams: "public", apply: done });

const part = (name: string, more: Partial<Capability> = {}): Capability => ({
  name,
  routes: () => [],
  ...more,
});
const NO_TEXTS = { codes: {}, navigation: {} };
const faults = (...parts: Capability[]) => findFaults(parts, NO_TEXTS);

describe("this program", () => {
  test("is complete", () => {
    expect(findFaults(CAPABILITIES, TEXTS)).toEqual([]);
    expect(findBackgroundFaults(CAPABILITIES, BACKGROUND)).toEqual([]);
  });

  test("shows the entries of each area in their order", () => {
    const paths = Object.values(PROGRAM.navigation).map((entries) => entries.map(({ path }) => path));
    expect(paths).toEqual([
      ["/postings", "/fairs", "/livestreams", "/cities", "/me"],
      [
        "/enterprise/postings",
        "/enterprise/applications",
        "/enterprise/talent",
        "/enterprise/fairs",
        "/enterprise/livestreams",
        "/enterprise/profile",
        "/enterprise/staff",
      ],
      [
        "/union",
        "/union/postings",
        "/union/imports",
        "/union/enterprises",
        "/union/talent",
        "/union/fairs",
        "/union/livestreams",
        "/union/federation",
        "/union/figures",
        "/union/staff",
      ],
    ]);
  });
});

describe("a list of capabilities is refused", () => {
  test("with two of one name", () => {
    expect(faults(part("one"), part("one"))).toEqual(["two declare capability one: one, one"]);
  });

  test("with two that declare one record kind, task, notice, path or readiness part", () => {
    const both: Partial<Capability> = {
      records: ["posting"],
      tasks: [send],
      notices: { kinds: { told: {} } },
      uploads: ["/files"],
      tokenRoutes: ["/leave"],
      readiness: [{ name: "disk", check: async () => ({}) }],
    };
    expect(faults(part("one", both), part("two", both))).toEqual([
      "two declare record kind posting: one, two",
      "two declare task example.send: one, two",
      "two declare kind of notice told: one, two",
      "two declare upload path /files: one, two",
      "two declare token route /leave: one, two",
      "two declare readiness part disk: one, two",
    ]);
  });

  test("with two that declare one error code", () => {
    const codes = { CONFLICT: 409 } as const;
    const found = findFaults([part("one", { codes }), part("two", { codes })], {
      codes: { CONFLICT: "text" },
      navigation: {},
    });
    expect(found).toEqual(["two declare code CONFLICT: one, two"]);
  });

  test("with two entries of one key, path or place in the navigation", () => {
    const navigation = [{ area: "union", key: "union.fairs", path: "/union/fairs", order: 1 }] as const;
    const texts = { codes: {}, navigation: { "union.fairs": "text" } };
    expect(findFaults([part("one", { navigation }), part("two", { navigation })], texts)).toEqual([
      "two declare navigation key union.fairs: one, two",
      "two declare navigation path /union/fairs: one, two",
      "two declare navigation place union 1: one, two",
    ]);
  });

  test("with a code or an entry that has no text, and a text that has no code", () => {
    const navigation = [{ area: "union", key: "union.fairs", path: "/union/fairs", order: 1 }] as const;
    const one = part("one", { codes: { CONFLICT: 409 }, navigation });
    expect(findFaults([one], { codes: { OLD: "text" }, navigation: {} })).toEqual([
      "code CONFLICT of one has no text",
      "no capability declares code OLD",
      "navigation key union.fairs of one has no text",
    ]);
  });

  test("with recurring work that is no task of its own", () => {
    expect(faults(part("one", { recurring: [daily(clean)] }))).toEqual([
      "recurring work example.clean is no task of one",
    ]);
  });

  test("with one API route in two capabilities, whatever its parameter is called", () => {
    const routes = (path: string) => [
      { method: "GET", path },
      { method: "GET", path },
      { method: "ALL", path: "/*" },
    ];
    const declared = [
      { name: "one", routes: routes("/buses/:id") },
      { name: "two", routes: routes("/buses/:busId") },
    ];
    expect(sharedRoutes(declared)).toEqual(["two declare route GET /buses/:: one, two"]);
    expect(sharedRoutes(declared.slice(0, 1))).toEqual([]);
  });
});

describe("background parts are refused", () => {
  const run = { external: true, run: done } as const;
  const work = (capability: string, more: Partial<Background> = {}): Background => ({ capability, ...more });

  test("with a task that its own capability does not handle", () => {
    const one = part("one", { tasks: [send] });
    expect(findBackgroundFaults([one], [])).toEqual(["one has no handler for example.send"]);
    expect(findBackgroundFaults([one], [work("two", { tasks: [handleTask(send, run)] })])).toEqual([
      "one has no handler for example.send",
      "two declares no task example.send",
    ]);
  });

  test("with two handlers of a task, two consumers or two loops of one name", () => {
    const loop = {
      name: "watch",
      open: async () => null,
      pauseMs: [1, 2],
      failure: { level: "warn", message: "failed" },
    } as const;
    const all: Partial<Background> = {
      tasks: [handleTask(send, run), handleTask(send, run)],
      consumers: [consumer, consumer],
      loops: [loop, loop],
    };
    expect(findBackgroundFaults([part("one", { tasks: [send] })], [work("one", all)])).toEqual([
      "two declare handler example.send: one, one",
      "two declare consumer example: one, one",
      "two declare loop watch: one, one",
    ]);
  });
});

test("composition keeps the order of the list and sorts the navigation", () => {
  const entry = (path: string, order: number) =>
    ({ area: "union", key: "union.fairs", path, order }) as const;
  const program = compose([
    part("one", { tasks: [send], uploads: ["/a"], navigation: [entry("/last", 9)] }),
    part("two", { tasks: [clean], recurring: [daily(clean)], navigation: [entry("/first", 1)] }),
  ]);
  expect(program.tasks).toEqual([send, clean]);
  expect(program.recurring.map(({ kind }) => kind)).toEqual(["example.clean"]);
  expect([...program.uploads]).toEqual(["/a"]);
  expect(program.navigation.union.map(({ path }) => path)).toEqual(["/first", "/last"]);
});

test("all faults are said at once, and none is silent", () => {
  expect(() => refuseFaults([])).not.toThrow();
  expect(() => refuseFaults(["one", "two"])).toThrow("the program is incomplete: one; two");
});
