import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineTask, handleTask } from "../../src/platform/tasks/index.ts";
import { assertComplete, registry } from "../../workers/index.ts";

describe("the worker registry", () => {
  it("handles every scheduled kind", () => {
    expect(() => assertComplete(registry)).not.toThrow();
  });

  it("refuses to start without a handler for a kind", () => {
    const { "sms.send": _, ...tasks } = registry.tasks;
    expect(() => assertComplete({ ...registry, tasks })).toThrow("no handler for sms.send");
  });

  it("refuses to start with a handler of an unknown kind", () => {
    const fax = defineTask("fax.send", z.strictObject({}));
    const work = handleTask(fax, { external: true, run: async () => undefined });
    const tasks = { ...registry.tasks, "fax.send": work };
    expect(() => assertComplete({ ...registry, tasks })).toThrow("no such kind: fax.send");
  });

  it("refuses to start with two consumers on one cursor", () => {
    const [first] = registry.consumers;
    if (!first) throw new Error("there are no consumers");
    const consumers = [...registry.consumers, { ...first }];
    expect(() => assertComplete({ ...registry, consumers })).toThrow(`two consumers named ${first.name}`);
  });
});
