import { expect, test } from "vitest";
import { enforceDoor } from "../../../src/platform/core/policy.ts";
import { HOME } from "../../factories/cities.ts";
import { bareApp, operationsOf } from "../../support/operations.ts";
import { OPEN } from "./open-routes.ts";

const ALL = operationsOf(bareApp());
/** Routes whose handler verifies the signature of another node. */
const SIGNED = [
  "GET /fed/v1/commands/{id}",
  "GET /fed/v1/receipts",
  "POST /fed/v1/commands",
  "POST /fed/v1/exits",
  "POST /fed/v1/hints",
  "POST /fed/v1/receipts",
];

test.each(["seeker", "member", "officer"] as const)(
  "a city that runs a command as %s has no session: it passes only the open doors, and those that ask for a signature",
  (role) => {
    const peer = {
      kind: "peer",
      city: HOME,
      role,
      subjectId: "019a2278-0000-7000-8000-000000000001",
    } as const;
    const passed = ALL.filter(({ policy, callback }) => {
      if (!policy) throw new Error("no policy");
      try {
        enforceDoor(policy, peer);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: callback ? "CREDENTIAL_INVALID" : "SIGN_IN_REQUIRED" });
        return false;
      }
    });
    expect(passed.map(({ name }) => name).sort()).toEqual([...OPEN, ...SIGNED].sort());
    expect(passed.length).toBeLessThan(ALL.length);
  },
);
