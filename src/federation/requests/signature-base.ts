import { type InnerList, serializeInnerList, serializeString } from "structured-headers";

/** Name and value of a covered component, such as `@method` and `GET`. */
export type Component = readonly [name: string, value: string];

/** Parameters of a signature in the order in which they are signed. Integers and strings. */
export type Parameters = ReadonlyMap<string, number | string>;

/** Returns the list of covered components with the parameters, as Signature-Input carries it. */
export function signatureInput(names: readonly string[], parameters: Parameters): string {
  const list: InnerList = [names.map((name) => [name, new Map()]), new Map(parameters)];
  return serializeInnerList(list);
}

/**
 * Returns the signature base of RFC 9421, section 2.5: a line of each component and one of the parameters.
 * `input` is the value that signatureInput returned.
 */
export function signatureBase(components: readonly Component[], input: string): string {
  const lines = components.map(([name, value]) => `${serializeString(name)}: ${value.trim()}`);
  return [...lines, `"@signature-params": ${input}`].join("\n");
}
