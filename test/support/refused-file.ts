import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { ImportFileError, readTable } from "../../src/imports/reading/index.ts";
import { fileStream } from "../../workers/cli/file-stream.ts";

/** Reads a file that is no table, and sends the code of its refusal, if the process survives it. */
const [path = "", stream = ""] = process.argv.slice(2);

const bodyOf = () =>
  stream === "adapter"
    ? (Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>)
    : fileStream(path);

async function codeOf(): Promise<string> {
  const body = bodyOf();
  // As an import does: it asks the database before it reads.
  await sleep(20);
  try {
    for await (const _ of readTable(body, { filename: "a.csv" }));
    return "read";
  } catch (error) {
    if (error instanceof ImportFileError) return error.code;
    throw error;
  }
}

async function main(): Promise<void> {
  const codes: string[] = [];
  for (let at = 0; at < 20; at++) {
    codes.push(await codeOf());
    await sleep(5);
  }
  process.send?.([...new Set(codes)]);
}

void main();
