import { FOLDING } from "./fold.ts";
import { RULES } from "./rules/index.ts";
import { CIRCUMSTANCES } from "./rules/words.ts";

/** Returns 53 bits of a text's digest, in base 36. It tells versions apart and resists no attack. */
function digest(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    high = Math.imul(high ^ text.charCodeAt(i), 2_654_435_761);
    low = Math.imul(low ^ text.charCodeAt(i), 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}

/** Version of the rules: another one as soon as any pattern, guard, occupation or fold is another. */
export const WORDING_VERSION = digest(
  JSON.stringify([RULES, CIRCUMSTANCES, FOLDING], (_, value) =>
    value instanceof RegExp ? value.source : value,
  ),
);
