import { sha256 } from "../../../platform/changes/index.ts";
import { FOLDING } from "./fold.ts";
import { RULES } from "./rules/index.ts";
import { CIRCUMSTANCES } from "./rules/words.ts";

/** Version of the rules, as a digest. It changes with each pattern, guard, occupation and fold. */
export const WORDING_VERSION = Buffer.from(
  sha256(
    JSON.stringify([RULES, CIRCUMSTANCES, FOLDING], (_, value) =>
      value instanceof RegExp ? value.source : value,
    ),
  ),
).toString("base64url");
