import type { Capability } from "../platform/program/index.ts";

const codes = { AGREEMENT_REFUSED: 422 } as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
}

export const federation = {
  name: "federation",
  routes: () => [] as const,
  codes,
  sealed: [{ table: "node_key", key: ["city", "kid"], sealed: "secret_sealed" }],
} as const satisfies Capability;
