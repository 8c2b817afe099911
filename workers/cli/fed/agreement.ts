import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { boot } from "../../../src/boot.ts";
import { agreementIn } from "../../../src/cities/index.ts";
import {
  AgreementError,
  type AgreementText,
  activateAgreement,
  addSignature,
  agreementText,
  draftAgreement,
  exitsOf,
  latestOf,
  leaveAgreement,
  narrowAgreement,
  Party,
  pushAgreement,
  readAgreement,
  readRootName,
  selectOwnIdentities,
  signersOf,
  verifierText,
  WHOLE_GIVEN,
} from "../../../src/federation/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { readNodeConfig } from "../../../src/platform/start/node-config.ts";
import { AGREEMENT_COMMAND as TEXT } from "../../../src/web/text/terminal/agreement.ts";
import { UsageError } from "../run-command.ts";
import { readRoots } from "./root-files.ts";

const listOf = (text: string | undefined) => text?.split(",").filter(Boolean);

function options(args: string[]) {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      agreement: text,
      name: text,
      party: { type: "string", multiple: true, default: [] },
      kinds: text,
      purposes: text,
      commands: text,
      from: text,
      to: text,
      city: text,
      without: text,
      "starts-on": text,
      "ends-on": text,
      root: { type: "string", multiple: true, default: [] },
      out: text,
    },
  });
  return { ...values, file: positionals[0] };
}
type Options = ReturnType<typeof options>;

/** Returns an option's value. Throws UsageError without it. */
function needed<Name extends keyof Options>(given: Options, name: Name): NonNullable<Options[Name]> {
  const value = given[name];
  if (value === undefined || value === null || value === "") throw new UsageError(TEXT.usage);
  return value;
}

function textOf(path: string): string {
  if (!existsSync(path)) throw new UsageError(TEXT.noFile(path));
  return readFileSync(path, "utf8");
}

/** Reads an agreement's file. Throws UsageError with the fault of a file that is none. */
function agreementOf(path: string): { note: string; content: AgreementText; digest: string } {
  const note = textOf(path);
  try {
    return { note, ...readAgreement(note) };
  } catch (error) {
    if (error instanceof AgreementError) throw new UsageError(TEXT.notAgreement(path, error.path));
    throw error;
  }
}

/** Runs `work` with the database of this node. */
async function opened<T>(work: (ctx: RequestContext) => Promise<T>): Promise<T> {
  const config = { ...readNodeConfig(), logLevel: "warn" as const };
  const booted = await boot(config, { join: true, mustExist: true, max: 4 });
  try {
    return await work(systemContext(booted.services, "fed"));
  } finally {
    await booted.close();
  }
}

function write(given: Options, note: string): void {
  const path = needed(given, "out");
  writeFileSync(path, note, { flag: "wx" });
  console.log(TEXT.written(path));
}

/** Prints the identities of this node's cities, one line of JSON each: the parties of an agreement. */
async function identity(): Promise<void> {
  for (const one of await opened((ctx) => selectOwnIdentities(ctx.db))) console.log(JSON.stringify(one));
}

function partiesOf(paths: readonly string[]): Party[] {
  const lines = paths.flatMap((path) => textOf(path).split("\n").filter(Boolean));
  return lines.map((line) => {
    let json: unknown = null;
    try {
      json = JSON.parse(line);
    } catch {
      throw new UsageError(TEXT.notParty(line));
    }
    const { data } = Party.safeParse(json);
    if (!data) throw new UsageError(TEXT.notParty(line));
    return data;
  });
}

function draft(given: Options): void {
  const content = draftAgreement({
    agreement: needed(given, "agreement"),
    name: needed(given, "name"),
    parties: partiesOf(given.party),
    kinds: listOf(given.kinds) ?? WHOLE_GIVEN.kinds,
    purposes: listOf(given.purposes) ?? WHOLE_GIVEN.purposes,
    commands: listOf(given.commands) ?? WHOLE_GIVEN.commands,
    startsOn: needed(given, "starts-on"),
    endsOn: given["ends-on"],
  });
  write(given, agreementText(content));
}

/** Adds signatures to a file. Opens no database, so it runs on a machine without a network. */
async function sign(given: Options): Promise<void> {
  const path = needed(given, "file");
  const { note, content } = agreementOf(path);
  const roots = await readRoots(given.root);
  if (roots.length === 0) throw new UsageError(TEXT.usage);
  let signed = note;
  for (const root of roots) {
    const { city } = readRootName(verifierText(root));
    if (!content.parties.some((party) => party.root === verifierText(root))) console.log(TEXT.leaver(city));
    signed = await addSignature(signed, root);
  }
  writeFileSync(path, signed);
  await show(given);
}

async function show(given: Options): Promise<void> {
  const { note, content } = agreementOf(needed(given, "file"));
  const signers = await signersOf(note);
  console.log(TEXT.shown({ content, signers }));
}

async function activate(given: Options): Promise<void> {
  const { note, content } = agreementOf(needed(given, "file"));
  await opened(async (ctx) => {
    const done = await activateAgreement(ctx, note);
    console.log(done.known ? TEXT.known(content) : TEXT.activated(content));
    if (done.revision === 1) return;
    for (const one of await pushAgreement(ctx, note)) console.log(TEXT.told(one));
  });
}

/** Writes the next revision of an agreement that is in force here. */
async function revise(
  given: Options,
  change: (base: { content: AgreementText; digest: string }) => AgreementText,
) {
  const slug = needed(given, "agreement");
  const base = await opened((ctx) => latestOf(ctx.db, slug));
  if (!base) throw new UsageError(TEXT.noAgreement(slug));
  write(given, agreementText(change(base)));
}

const narrow = (given: Options) =>
  revise(given, (base) =>
    narrowAgreement(base, {
      from: needed(given, "from"),
      to: given.to ?? null,
      without: listOf(needed(given, "without")) ?? [],
    }),
  );

const leave = (given: Options) => revise(given, (base) => leaveAgreement(base, needed(given, "city")));

/** Prints the certificates of cities that left an agreement, as far as they are signed. */
async function certificate(given: Options): Promise<void> {
  const slug = needed(given, "agreement");
  await opened(async ({ db }) => {
    const document = (await agreementIn(db, slug))?.document;
    const exits = document ? await exitsOf(db, document) : [];
    if (exits.length === 0) throw new UsageError(TEXT.noExit(slug));
    for (const exit of exits) console.log(exit.completedAt && exit.note ? exit.note : TEXT.exitWaits(exit));
  });
}

const STEPS: Record<string, (given: Options) => void | Promise<void>> = {
  identity,
  draft,
  sign,
  show,
  activate,
  narrow,
  leave,
  certificate,
};

/** `fed -- agreement <step>`: drafts, signs, shows and activates agreements between cities. */
export async function agreement([name = "", ...args]: string[]): Promise<number> {
  const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined;
  if (!step) throw new UsageError(TEXT.usage);
  await step(options(args));
  return 0;
}
