import { expect, test } from "vitest";
import {
  append,
  consistencyProof,
  EMPTY,
  inclusionProof,
  leafHash,
  rootOf,
  rootOfInclusion,
} from "../../../src/platform/changes/index.ts";
import { isConsistent } from "../../federation/support/fake-witness.ts";

const SIZES = Array.from({ length: 20 }, (_, n) => n);
const ENTRIES = SIZES.map((n) => `entry ${n}`);
const LEAVES = ENTRIES.map(leafHash);
const range = (from: number, to: number) => rootOf(append(EMPTY, LEAVES.slice(from, to)).frontier);
const flipped = (hash: Uint8Array) => hash.map((byte, i) => (i === 7 ? byte ^ 1 : byte));

test("every entry of every small tree is proved, and no other at its place", async () => {
  for (const size of SIZES.slice(1))
    for (let index = 0; index < size; index += 1) {
      const proof = await inclusionProof(range, index, size);
      const of = { entry: ENTRIES[index] ?? "", index, size, proof };
      expect(rootOfInclusion(of)).toEqual(range(0, size));
      expect(rootOfInclusion({ ...of, entry: "other" })).not.toEqual(range(0, size));
      expect(rootOfInclusion({ ...of, index: size })).toBeNull();
      expect(rootOfInclusion({ ...of, proof: [...proof, range(0, 1)] })).toBeNull();
      for (const at of proof.keys()) {
        const changed = proof.map((hash, i) => (i === at ? flipped(hash) : hash));
        expect(rootOfInclusion({ ...of, proof: changed })).not.toEqual(range(0, size));
      }
    }
});

test("every small tree is proved to continue every smaller one, and a changed proof is refused", async () => {
  for (const size of SIZES.slice(1))
    for (let old = 0; old <= size; old += 1) {
      const proof = await consistencyProof(range, old, size);
      const of = { old, size, oldRoot: range(0, old), root: range(0, size), proof };
      expect(isConsistent(of), `${old} of ${size}`).toBe(true);
      for (const at of proof.keys()) {
        const changed = proof.map((hash, i) => (i === at ? flipped(hash) : hash));
        expect(isConsistent({ ...of, proof: changed })).toBe(false);
      }
      if (old > 0 && old < size) expect(isConsistent({ ...of, oldRoot: flipped(of.oldRoot) })).toBe(false);
    }
});
