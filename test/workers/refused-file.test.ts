import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { forkScript } from "../support/scripts.ts";

const path = join(inject("scratch"), "headerless.csv");
const ROW = "121.7054,41.6023,185";
writeFileSync(path, `经度,纬度,海拔\n${`${ROW}\n`.repeat(10_000)}`);

/** Refuses the file in a process of its own. Returns what the process sent, and its exit code. */
async function refuse(stream: "onDemand" | "adapter") {
  const child = await forkScript("refused-file", [path, stream], { silent: true });
  let sent: unknown = null;
  child.on("message", (message) => {
    sent = message;
  });
  const exit = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { sent, exit };
}

test("a file that is refused before its end does not end the process", async () => {
  expect(await refuse("onDemand")).toEqual({ sent: ["IMPORT_NO_HEADER"], exit: 0 });
});

test("twin: over Node's adapter it does", async () => {
  expect((await refuse("adapter")).exit).not.toBe(0);
});
