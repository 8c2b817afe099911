import { describe, expect, test } from "vitest";
import { completeRefusal } from "../../../src/web/head/refusals/complete.ts";
import { markRefusal, type Refused } from "../../../src/web/head/refusals/mark.ts";

const field = (name: string, label: string, input: string) =>
  `<div class="field"><label for="${name}">${label}<span class="quiet small"> 选填</span></label>${input}</div>`;
const refused = (more: Partial<Refused>): Refused => ({
  action: "/desk",
  values: {},
  errors: [],
  title: "现在不能这样操作",
  detail: "状态已经变了。",
  ...more,
});
const page = (body: string) =>
  `<html><body><header><div class="wrap">顶</div></header><main id="main"><div class="wrap">${body}</div></main></body></html>`;

describe("markRefusal", () => {
  const card = (id: string, inner = "") =>
    `<form method="post" action="/desk"><input type="hidden" name="id" value="${id}"/>${inner}${field(
      `note-${id}`,
      "原因",
      `<textarea id="note-${id}" name="note"></textarea>`,
    )}</form>`;

  test("marks the form that was sent, not another one of the same address", () => {
    const values = { id: "2", note: "写过的 & 话" };
    const errors = [{ path: "note", code: "TOO_BIG" }];
    const html = markRefusal(page(card("1") + card("2")), refused({ values, errors }), "/desk");
    const [first = "", second = ""] = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
    expect(first).not.toContain("原因太长");
    expect(second).toContain('<a href="#note-2">原因太长或太大，请缩短</a>');
    expect(second).toContain('<p class="error" id="note-2-error">');
    expect(second).toContain("写过的 &amp; 话</textarea>");
    expect(html.match(/name="_from" value="\/desk"/g)).toHaveLength(2);
  });

  test("opens the folds around the form, and keeps boxes and choices", () => {
    const inner =
      '<select name="kind"><option value="a" selected="">甲</option><option value="b">乙</option></select>' +
      '<label class="check"><input type="checkbox" name="why" value="x" checked=""/>一</label>' +
      '<label class="check"><input type="checkbox" name="why" value="y"/>二</label>';
    const fold = page(`<details class="sheet"><summary>开</summary>${card("1", inner)}</details>`);
    const values = { id: "1", kind: "b", why: ["y"], note: "" };
    const html = markRefusal(fold, refused({ values, errors: [{ path: "note", code: "REQUIRED" }] }), "/");
    expect(html).toMatch(/<details open="" class="sheet">/);
    expect(html).toContain('<option value="a">');
    expect(html).toMatch(/<option selected="" value="b">/);
    expect(html).toContain('name="why" value="x"/>');
    expect(html).toMatch(/<input checked="" type="checkbox" name="why" value="y"\/>/);
  });

  test("says it at the top when the form is gone, and gives back what was written", () => {
    const values = { note: "工资没写清", id: "2" };
    const html = markRefusal(page("<h1>待办</h1>"), refused({ values }), "/");
    expect(html).toMatch(/<main id="main"><div class="wrap"><div class="errors"[\s\S]*现在不能这样操作/);
    expect(html).toContain("工资没写清");
    expect(html).not.toContain("<p>2</p>");
  });

  test("tells an upload its page in the address, because its body is not read", () => {
    const upload = '<form method="post" action="/up?_csrf=x" enctype="multipart/form-data"></form>';
    const html = markRefusal(page(upload), refused({ action: "/up" }), "/list?a=1");
    expect(html).toContain('action="/up?_csrf=x&amp;_from=%2Flist%3Fa%3D1"');
  });
});

describe("completeRefusal", () => {
  const summary = (...paths: [string, string][]) =>
    `<div class="errors"><h2>改</h2><ul>${paths
      .map(([path, code]) => `<li><a href="#${path}" data-code="${code}">${path}</a></li>`)
      .join("")}</ul></div>`;
  const name = field("name", "姓名", '<input id="name" name="name" value=""/>');
  const phone = field("phone", "电话", '<input id="phone" name="phone" value=""/>');

  test("sorts the summary by the form, with the label instead of the field's own name", () => {
    const form = `<form method="post" action="/f">${name}<details>${phone}</details></form>`;
    const html = completeRefusal(page(summary(["phone", "REQUIRED"], ["name", "REQUIRED"]) + form));
    const lines = [...html.matchAll(/<li><a href="#(\w+)">([^<]*)/g)].map(([, to, text]) => [to, text]);
    expect(lines).toEqual([
      ["name", "请填写姓名"],
      ["phone", "请填写电话"],
    ]);
    expect(html).toContain('<p class="error" id="name-error">请填写姓名</p>');
    expect(html).toContain("<details open");
  });

  test("adds a summary where errors stand beside the fields only", () => {
    const wrong = name.replace("<input", '<p class="error" id="name-error">请填写姓名</p><input');
    const html = completeRefusal(page(`<form method="post" action="/f">${wrong}</form>`));
    expect(html).toMatch(/<form[^>]*><div class="errors"[\s\S]*<a href="#name">请填写姓名<\/a>/);
  });

  test("leaves a page without errors as it is", () => {
    const plain = page(`<form method="post" action="/f">${name}</form>`);
    expect(completeRefusal(plain)).toBe(plain);
  });
});
