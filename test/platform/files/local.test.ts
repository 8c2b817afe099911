import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { uuidv7 } from "../../../src/platform/core/ids.ts";
import { filesConformance } from "../../conformance/files.ts";
import { entriesOf, localPlace, sampleOf } from "../../support/files.ts";

filesConformance("folder of the local disk", localPlace);

test("bytes are written beside their final name, in a folder named by the end of the id", async () => {
  const { place, root, close } = localPlace();
  const id = uuidv7(Date.now());
  const writer = await place.write(id);
  await writer.write(sampleOf("mp4", 10));
  expect(readdirSync(root)).toEqual([id.slice(-2)]);
  expect(readdirSync(join(root, id.slice(-2)))).toEqual([`${id}.partial`]);
  await writer.finish();
  expect(readdirSync(join(root, id.slice(-2)))).toEqual([id]);
  await close();
});

test("files of others in the folder are not listed", async () => {
  const { place, root, close } = localPlace();
  const id = uuidv7(Date.now());
  await (await place.write(id)).finish();
  for (const name of ["lost+found", "README", `${id}.bak`, `${id}.partial.partial`])
    writeFileSync(join(root, id.slice(-2), name), "");
  writeFileSync(join(root, "README"), "");
  expect((await entriesOf(place)).map((entry) => entry.id)).toEqual([id]);
  await close();
});
