import { expect, test } from "vitest";
import { type PageLinks, pageLinks } from "../../../src/web/links/pages.ts";

const pageOf = (address: string | null, next: string | null): PageLinks => {
  if (address === null) throw new Error("there is no such page");
  return pageLinks(address, next);
};

test("the first page leads only forward, with its filters", () => {
  expect(pageLinks("/union/postings?status=draft", "c2")).toEqual({
    first: null,
    previous: null,
    next: "/union/postings?status=draft&cursor=c2&before=1",
    number: 1,
  });
  expect(pageLinks("/union/postings", null)).toEqual({ first: null, previous: null, next: null, number: 1 });
});

test("from every page one goes back the way one came", () => {
  const second = pageOf(pageLinks("/list?q=焊工", "c2").next, "c3");
  const third = pageOf(second.next, "c4");
  const fourth = pageOf(third.next, null);
  const back = pageOf(fourth.previous, "c4");
  expect([second.number, third.number, fourth.number, back.number]).toEqual([2, 3, 4, 3]);
  expect(second.previous).toBe(second.first);
  expect(back).toEqual(third);
  expect(pageOf(back.previous, "c3")).toEqual(second);
  expect(fourth.first).toBe(`/list?q=${encodeURIComponent("焊工")}`);
});

test("an address remembers ten pages; from further back only the first page is offered", () => {
  let here = pageLinks("/list", "c2");
  for (let n = 3; n <= 40; n += 1) here = pageOf(here.next, `c${n}`);
  expect(here.number).toBeNull();
  expect(here.next?.length).toBeLessThan(100);
  let steps = 0;
  for (; here.previous !== null; steps += 1) here = pageOf(here.previous, "next");
  expect(steps).toBe(10);
  expect(here.first).toBe("/list");
});

test("an old address with a cursor alone leads to the first page", () => {
  expect(pageLinks("/list?cursor=c5", null)).toEqual({
    first: "/list",
    previous: null,
    next: null,
    number: null,
  });
});

test("a list further down on its page keeps its place", () => {
  expect(pageLinks("/fairs/7?hall=2", "c2", "enterprises").next).toBe(
    "/fairs/7?hall=2&cursor=c2&before=1#enterprises",
  );
});
