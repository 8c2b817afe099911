import { parseArgs } from "node:util";
import { boot } from "../../../src/boot.ts";
import {
  AHEAD_DAYS,
  type Directory,
  initCity,
  renewDirectory,
  rotateKeys,
  selectHosted,
  selectIdentity,
  VALID_DAYS_MAX,
} from "../../../src/federation/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { invalid } from "../../../src/platform/core/errors.ts";
import { isOrigin } from "../../../src/platform/core/text.ts";
import { readNodeConfig } from "../../../src/platform/start/node-config.ts";
import { FED_COMMAND as TEXT } from "../../../src/web/text/terminal/federation.ts";
import { UsageError } from "../run-command.ts";
import { makeAbsentRoot, readRoots } from "./root-files.ts";

const DAYS = 365;

function options(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      city: { type: "string" },
      url: { type: "string" },
      origin: { type: "string" },
      root: { type: "string", multiple: true, default: [] },
      days: { type: "string", default: String(DAYS) },
      revoke: { type: "boolean", default: false },
    },
  });
  const days = Number(values.days);
  const isUrl = values.url === undefined || (URL.canParse(values.url) && isOrigin(values.url));
  const isDays = Number.isSafeInteger(days) && days >= 1 && days <= VALID_DAYS_MAX;
  if (!isUrl || !isDays || values.root.length === 0) throw new UsageError(TEXT.usage);
  return { ...values, days, url: values.url && new URL(values.url).origin };
}

async function run(work: (ctx: RequestContext) => Promise<Directory>): Promise<number> {
  const config = { ...readNodeConfig(), logLevel: "warn" as const };
  const booted = await boot(config, { join: true, mustExist: true, max: 4 });
  try {
    const { url, cities, validUntil } = await work(systemContext(booted.services, "fed"));
    console.log(TEXT.published({ url, cities: cities.map(({ city }) => city), validUntil }));
    return 0;
  } finally {
    await booted.close();
  }
}

/**
 * `fed -- init`: keys, identity and signed directory of a hosted city. Makes the file of its root key if it
 * is absent.
 */
export async function init(args: string[]): Promise<number> {
  const { city, url, origin, root, days } = options(args);
  if (!city || !url) throw new UsageError(TEXT.usage);
  return run(async (ctx) => {
    const named = { origin: origin ?? `${new URL(url).host}/fed`, city, dataDir: ctx.config.dataDir };
    if (!(await selectHosted(ctx.db, city))) throw invalid("city", "NOT_HOSTED");
    const made = (await selectIdentity(ctx.db, city)) ? null : await makeAbsentRoot(root, named);
    if (made) console.log(TEXT.made(made));
    return initCity(ctx, { city, url, roots: await readRoots(root), days });
  });
}

/** `fed -- directory`: signs the directory of this node again. */
export async function directory(args: string[]): Promise<number> {
  const { root, days, url } = options(args);
  const roots = await readRoots(root);
  return run((ctx) => renewDirectory(ctx, { roots, days, url }));
}

/** `fed -- rotate`: makes the next node keys of a city. */
export async function rotate(args: string[]): Promise<number> {
  const { city, root, days, revoke } = options(args);
  if (!city) throw new UsageError(TEXT.usage);
  const roots = await readRoots(root);
  return run(async (ctx) => {
    const content = await rotateKeys(ctx, { city, roots, days, revoke });
    const keys = content.cities.find((one) => one.city === city)?.keys ?? [];
    const newest = keys.slice(-2).map(({ kid }) => kid);
    console.log(TEXT.rotated(newest, revoke ? 0 : AHEAD_DAYS));
    return content;
  });
}
