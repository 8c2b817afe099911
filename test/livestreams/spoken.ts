import type { Compared } from "../../src/livestreams/index.ts";
import { parsePay, readStated } from "../../src/postings/index.ts";

/** Returns the parts of a posting that are compared, read from texts as the program reads them. */
export function posting(texts: { title?: string; pay?: string | null; facts?: string }): Compared {
  const { title = "电焊工", pay = "6000-8000元/月", facts = "" } = texts;
  const stated = readStated(facts, pay ?? "");
  return {
    title,
    pay: pay === null ? { ...parsePay(""), text: null } : parsePay(pay),
    facts: stated.facts,
    benefits: stated.benefits,
  };
}
