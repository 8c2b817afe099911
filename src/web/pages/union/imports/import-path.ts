import type { ImportView } from "../../../../imports/index.ts";

/** The pages of imports: those of a union, or those of an enterprise with its own sheet. */
export const UNION_IMPORTS = "/union/imports";
export const OWN_IMPORTS = "/enterprise/imports";

type Of = Pick<ImportView, "id" | "enterpriseId">;

/** Returns the list of imports to which this one belongs. */
export const listOf = ({ enterpriseId }: Of): string =>
  enterpriseId === null ? UNION_IMPORTS : `${OWN_IMPORTS}?enterprise=${enterpriseId}`;

/** Returns the page of an import. */
export const pathOf = ({ id, enterpriseId }: Of): string =>
  `${enterpriseId === null ? UNION_IMPORTS : OWN_IMPORTS}/${id}`;
