import { expect, test } from "vitest";
import { PostingInput } from "../../src/postings/index.ts";

const errorsOf = (headcount: unknown) => {
  const { error } = PostingInput.safeParse({
    enterpriseId: "00000000-0000-7000-8000-000000000001",
    title: "焊工",
    headcount,
  });
  return (error?.issues ?? []).map(({ path }) => path.join("."));
};

test.each(["10", "10人", "若干", "9999", 10_000, "男2名，女3名"])("headcount %j is taken", (given) => {
  expect(errorsOf(given)).toEqual([]);
});

test.each(["99999999999", "10000", " 12345人", "１２３４５", 10_001, 0])(
  "headcount %j is refused",
  (given) => {
    expect(errorsOf(given)).toEqual(["headcount"]);
  },
);
