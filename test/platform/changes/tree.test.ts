import fc from "fast-check";
import { expect, test } from "vitest";
import {
  append,
  EMPTY,
  frontierBytes,
  leafHash,
  nodeHash,
  readFrontier,
  rootOf,
  type TileHash,
} from "../../../src/platform/changes/tree.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Inputs and roots of the test vectors that implementations of Certificate Transparency share. */
const INPUTS = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("roots are those of RFC 6962 for its shared test vectors", () => {
  const leaves = INPUTS.map((input) => leafHash(Buffer.from(input, "hex")));
  const roots = ROOTS.map((_, size) => hex(rootOf(append(EMPTY, leaves.slice(0, size)).frontier)));
  expect(roots).toEqual(ROOTS);
});

/** The root as RFC 6962 defines it: split at the largest power of two below the size. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (leaves.length <= 1 && first) return first;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
}

test("the root does not depend on how many leaves were appended at once, nor on a stay in the database", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(sizes, (pages) => {
      const total = pages.reduce((sum, n) => sum + n, 0);
      const leaves = Array.from({ length: total }, (_, i) => leafHash(String(i)));
      let frontier = EMPTY;
      for (const n of pages) {
        const kept = readFrontier(frontier.size, frontierBytes(frontier));
        frontier = append(kept, leaves.slice(frontier.size, frontier.size + n)).frontier;
      }
      expect(hex(rootOf(frontier))).toBe(hex(rootByDefinition(leaves)));
    }),
    { numRuns: 60 },
  );
});

test("roots of 256 and of 65,536 leaves are given once, when they are complete", () => {
  const leaf = leafHash("");
  const completed: TileHash[] = [];
  let frontier = EMPTY;
  for (const n of [255, 1, 300, 65_000, 500]) {
    const step = append(frontier, new Array<Uint8Array>(n).fill(leaf));
    frontier = step.frontier;
    completed.push(...step.completed);
  }
  const of = (level: number) => completed.filter((tile) => tile.level === level).map(({ n }) => n);
  expect(of(1)).toEqual(Array.from({ length: 258 }, (_, i) => i));
  expect(of(2)).toEqual([0]);
  const bottom = completed.find(({ level, n }) => level === 1 && n === 0);
  expect(hex(bottom?.hash ?? leaf)).toBe(hex(rootByDefinition(new Array<Uint8Array>(256).fill(leaf))));
});

test("a frontier of another size is refused", () => {
  expect(() => readFrontier(3, new Uint8Array(32))).toThrow("a tree of 3 leaves has 2 hashes");
});
