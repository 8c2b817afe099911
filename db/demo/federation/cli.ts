import { DEMO_FEDERATION as TEXT } from "../../../src/web/text/terminal/demo-federation.ts";
import { serveLinksPage } from "./links-page.ts";
import { ALL_CITIES, openRegion } from "./region.ts";
import { CITIES } from "./seed.ts";
import { tellStory } from "./story.ts";

const say = (line: string) => console.log(line);

/** Resolves when a person ends the program. A second signal ends it at once. */
const ended = new Promise<void>((resolve) => {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    });
});

class Stopped extends Error {}

/** Runs work that a signal gives up. What it opened is closed by the caller. */
const unlessEnded = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([work, ended.then(() => Promise.reject(new Stopped()))]);

async function run(once: boolean): Promise<void> {
  const startMs = performance.now();
  say(TEXT.starting);
  const opening = openRegion({ hosting: ALL_CITIES.map((city) => [city]) });
  const region = await unlessEnded(opening).catch(async (error: unknown) => {
    if (error instanceof Stopped) await (await opening).close();
    throw error;
  });
  const control = await serveLinksPage(region);
  try {
    const places = CITIES.map(({ code, short }) => ({ name: short, url: region.nodeOf(code).url }));
    say(TEXT.ready(places, control.url));
    await unlessEnded(tellStory(region, say));
    say(TEXT.done(performance.now() - startMs));
    if (once) return;
    say(TEXT.open);
    await ended;
  } finally {
    say(TEXT.closing);
    await control.close();
    await region.close();
  }
}

/**
 * `npm run demo:federation`: five nodes on this machine, each with its city's part of the demo world, under a
 * signed agreement. Tells a story, then stays open; with `--once` it ends, with 0 if all of it held.
 */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length > 1 || (args[0] !== undefined && args[0] !== "--once")) {
    console.error(TEXT.usage);
    return 2;
  }
  try {
    await run(args.length === 1);
    return 0;
  } catch (error) {
    if (error instanceof Stopped) return 0;
    console.error(TEXT.failed(error instanceof Error ? error.message : String(error)));
    return 1;
  }
}

main().then((code) => process.exit(code));
