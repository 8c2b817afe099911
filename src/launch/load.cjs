// CommonJS, because only a script of `node:vm` can use V8's code cache in Node 20.
const { readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { join } = require("node:path");
const vm = require("node:vm");

const BUNDLE = join(__dirname, "programs.cjs");
const READ_ONLY = ["EACCES", "EROFS", "EPERM"];

/**
 * Makes stack traces name lines of the sources. Node maps only modules that it loaded itself. Reads the map
 * when the first stack trace is printed.
 */
function mapStackTraces() {
  let map;
  const place = (site) => {
    const text = site.toString();
    if (site.getFileName() !== BUNDLE) return text;
    map ??= new SourceMap(JSON.parse(readFileSync(`${BUNDLE}.map`, "utf8")));
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    const { fileName, lineNumber, columnNumber } = map.findOrigin(line, column);
    if (!fileName) return text;
    return text.replace(
      `${BUNDLE}:${line}:${column}`,
      `${join(__dirname, fileName)}:${lineNumber}:${columnNumber}`,
    );
  };
  Error.prepareStackTrace = (error, sites) =>
    [Error.prototype.toString.call(error), ...sites.map((site) => `    at ${place(site)}`)].join("\n");
}

function readIfPresent(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Replaces the cache as a whole, because V8 does not notice damaged content. */
function writeCache(path, data) {
  const partial = `${path}.${process.pid}`;
  try {
    writeFileSync(partial, data, { flush: true });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    if (!READ_ONLY.includes(error.code)) console.error(`The compiled code was not cached: ${error.message}`);
  }
}

/**
 * Compiles the bundle, with the cache of an earlier run of this program if there is one. Otherwise `save`
 * writes the cache, once.
 */
function compile(name) {
  const path = join(__dirname, `${name}.cache`);
  const script = new vm.Script(
    `(function (exports, require, module, __filename, __dirname) {\n${readFileSync(BUNDLE, "utf8")}\n})`,
    {
      filename: BUNDLE,
      lineOffset: -1,
      cachedData: readIfPresent(path),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  let current = script.cachedDataRejected === false;
  const save = () => {
    if (!current) writeCache(path, script.createCachedData());
    current = true;
  };
  return { script, save };
}

/**
 * Runs one program of the bundle in this process. Rejects if loading the program throws. The cache holds the
 * functions that ran until the program's promise `started` resolved, or until it ended.
 */
exports.run = async (name) => {
  mapStackTraces();
  const { script, save } = compile(name);
  process.once("exit", save);
  const bundle = { exports: {} };
  script.runInThisContext()(bundle.exports, require, bundle, BUNDLE, __dirname);
  const { started } = await bundle.exports[name]();
  if (started) started.then(save);
};
