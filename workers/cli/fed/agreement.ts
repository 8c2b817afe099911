import { writeFileSync } from "node:fs";
import { ZodError } from "zod";
import { boot } from "../../../src/boot.ts";
import { agreementIn } from "../../../src/cities/index.ts";
import {
  type AgreementText,
  activateAgreement,
  addSignature,
  agreementText,
  draftAgreement,
  exitsOf,
  latestOf,
  leaveAgreement,
  narrowAgreement,
  pushAgreement,
  readRootName,
  selectOwnIdentities,
  signersOf,
  verifierText,
  WHOLE_GIVEN,
  widenAgreement,
} from "../../../src/federation/index.ts";
import { type RequestContext, systemContext } from "../../../src/platform/context.ts";
import { databaseToday } from "../../../src/platform/core/store.ts";
import { readNodeConfig } from "../../../src/platform/start/node-config.ts";
import { AGREEMENT_COMMAND as TEXT } from "../../../src/web/text/terminal/agreement.ts";
import { UsageError } from "../run-command.ts";
import { agreementOf, listOf, needed, type Options, options, partiesOf } from "./agreement-input.ts";
import { readRoots } from "./root-files.ts";

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

/** Returns parties and what they give each other, as the options say. */
const givenBy = (given: Options) => ({
  parties: partiesOf(given.party),
  kinds: listOf(given.kinds) ?? WHOLE_GIVEN.kinds,
  purposes: listOf(given.purposes) ?? WHOLE_GIVEN.purposes,
  commands: listOf(given.commands) ?? WHOLE_GIVEN.commands,
  startsOn: needed(given, "starts-on"),
  endsOn: given["ends-on"],
});

/** Returns what a draft says. Throws UsageError with the option whose value cannot stand in an agreement. */
function drafted(draft: () => AgreementText): AgreementText {
  try {
    return draft();
  } catch (error) {
    if (error instanceof ZodError) throw new UsageError(TEXT.unsound(String(error.issues[0]?.path.at(-1))));
    throw error;
  }
}

function draft(given: Options): void {
  const wanted = { agreement: needed(given, "agreement"), name: needed(given, "name"), ...givenBy(given) };
  write(given, agreementText(drafted(() => draftAgreement(wanted))));
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
    const today = await databaseToday(ctx.db);
    console.log(done.known ? TEXT.known(content) : TEXT.activated(content, today));
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

const widen = (given: Options) =>
  revise(given, (base) => drafted(() => widenAgreement(base, givenBy(given))));

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
  widen,
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
