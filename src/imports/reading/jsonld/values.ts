export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a property's values as a list, because schema.org allows one value or several everywhere. */
export function asList(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Converts a value to text. A list is joined; of an object its value, name or id is used. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((t) => t !== "")
      .join("、");
  if (isObject(value)) return textOf(value["@value"] ?? value.value ?? value.name ?? value["@id"]);
  return String(value);
}
