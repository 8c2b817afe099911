import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { officialCodes, pinyinOf } from "../../db/reference/load.ts";
import { boot } from "../../src/boot.ts";
import {
  parseSetup,
  planSetup,
  type SetupAnswer,
  type SetupFault,
  type SetupFile,
  setUp,
} from "../../src/cities/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { AppError } from "../../src/platform/core/errors.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { SETUP_COMMAND as TEXT } from "../../src/web/text/terminal/setup.ts";
import { runCommand, UsageError } from "./run-command.ts";

function options() {
  try {
    const { values } = parseArgs({
      options: {
        file: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        link: { type: "boolean", default: false },
      },
    });
    if (!values.file) throw new UsageError("--file");
    return { ...values, file: values.file };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${TEXT.usage}`);
  }
}

/** Decodes UTF-8, with or without a byte order mark. Returns null for any other encoding, such as GBK. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A setup file with faults. */
class SetupFaults extends Error {
  constructor(readonly faults: readonly SetupFault[]) {
    super("INVALID_INPUT");
  }
}

/** Reads a setup file. Throws SetupFaults. */
async function readSetup(path: string): Promise<SetupFile> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw new UsageError(TEXT.noFile(path));
  const text = textOf(bytes);
  if (text === null) throw new UsageError(TEXT.notUtf8(path));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(TEXT.notJson(error instanceof Error ? error.message : String(error)));
  }
  const read = parseSetup(json);
  if ("faults" in read) throw new SetupFaults(read.faults);
  return read.file;
}

function tell({ changes, unlisted, elsewhere }: SetupAnswer): void {
  console.log(changes.length === 0 ? TEXT.nothing : TEXT.plan);
  for (const change of changes) console.log(TEXT.change(change));
  if (unlisted.length > 0) console.log(TEXT.unlisted(unlisted));
  for (const one of elsewhere) console.log(TEXT.elsewhere(one));
}

function tellAdministrator({ administrator }: SetupAnswer): void {
  if (administrator === "other") console.log(TEXT.other);
  if (administrator === "namedOtherwise") console.log(TEXT.namedOtherwise);
}

/** Asks on the terminal whether to write. Without a terminal the answer is no. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.log(TEXT.needsYes);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(TEXT.ask);
  terminal.close();
  if (/^(y|yes|是)$/i.test(answer.trim())) return true;
  console.log(TEXT.refused);
  return false;
}

/**
 * `npm run setup -- --file F`: writes an agreement with its cities and the first administrator from a file.
 * Shows the differences first, and asks before it changes anything that exists. Exits with 1 for a faulty
 * file, 2 for faulty arguments, 3 if a change was not agreed to.
 */
async function main(): Promise<number> {
  const o = options();
  const file = await readSetup(o.file);
  const config = { ...readNodeConfig(), logLevel: "warn" as const };
  const onStart = (creates: boolean) => creates && console.log(TEXT.created(resolve(config.dataDir)));
  const booted = await boot(config, { join: true, max: 4, onStart });
  try {
    const ctx = systemContext(booted.services, "setup");
    const tools = { typed: pinyinOf, officialCodes: await officialCodes() };
    const plan = await planSetup(ctx, file, tools);
    tell(plan);
    if (o["dry-run"]) {
      tellAdministrator(plan);
      console.log(TEXT.dryRun);
      return 0;
    }
    const doubtful = plan.elsewhere.length > 0 || plan.changes.some(({ field }) => field !== null);
    if (doubtful && !o.yes && !(await agreed())) return 3;
    const replace = plan.administrator === "replaced";
    const done = await setUp(ctx, file, { ...tools, link: o.link, replace });
    tellAdministrator(done);
    if (done.changes.length > 0) console.log(TEXT.done);
    if (!done.link) return 0;
    const url = `${config.origins[0]}/sign-in/link?token=${done.link.token}`;
    console.log(TEXT.link(file.administrator.name, url));
    if (config.production && !config.sms) console.log(TEXT.noSms);
    if (booted.embedded) console.log(TEXT.start);
    return 0;
  } finally {
    await booted.close();
  }
}

/** Returns the lines for a faulty file, whose faults the schema or the database has shown. */
function explain(error: unknown): string | undefined {
  const faults = error instanceof SetupFaults ? error.faults : [];
  const fields = error instanceof AppError ? (error.detail.fields ?? []) : [];
  const lines = [...faults, ...fields].map(TEXT.fault);
  return lines.length > 0 ? [TEXT.faults, ...lines].join("\n") : undefined;
}

runCommand(main, explain);
