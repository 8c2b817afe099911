import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./sources.ts";

const PARTS = ["src", "db", "workers", "package.json", "package-lock.json", "tsconfig.json", "wrangler.toml"];

/**
 * Copies the sources into a temporary checkout that a test may change. Links this checkout's packages into
 * it.
 */
export function copyCheckout(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "lianpin-checkout-"));
  for (const part of PARTS) cpSync(join(ROOT, part), join(path, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
