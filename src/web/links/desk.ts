/** Returns the path of the first page for a person with these roles: /union, /enterprise or /me. */
export function deskOf(roles: readonly string[]): string {
  if (roles.includes("officer")) return "/union";
  if (roles.includes("member")) return "/enterprise";
  if (roles.includes("administrator")) return "/union/staff";
  return "/me";
}
