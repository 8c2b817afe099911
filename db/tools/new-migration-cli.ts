import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MIGRATION_NAME, newMigration } from "./new-migration.ts";

/**
 * `npm run migrate:new NAME`: creates the next migration from a template and adds it to
 * db/migrations/index.ts.
 */
const [name = ""] = process.argv.slice(2);
if (!MIGRATION_NAME.test(name)) {
  console.error(
    "usage: npm run migrate:new NAME   (lower case, words joined by _, such as posting_language)",
  );
  process.exit(2);
}
const folder = join("db", "migrations");
const list = join(folder, "index.ts");
const made = newMigration(name, readdirSync(folder), readFileSync(list, "utf8"));
writeFileSync(join(folder, made.file), made.text, { flag: "wx" });
writeFileSync(list, made.index);
console.log(`${join(folder, made.file)} is new and listed in ${list}`);
