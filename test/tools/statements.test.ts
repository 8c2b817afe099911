import fc from "fast-check";
import { expect, test } from "vitest";
import { splitStatements } from "../../db/tools/statements.ts";
import { textTable } from "../../db/tools/table.ts";

test.each([
  ["select 1; select 2;", ["select 1", "select 2"], ""],
  ["select ';', \"a;b\"; rest", ["select ';', \"a;b\""], " rest"],
  ["select 'it''s;'; ", ["select 'it''s;'"], ""],
  ["do $$ begin null; end $$; x", ["do $$ begin null; end $$"], " x"],
  ["do $a$ $$;$$ $a$;", ["do $a$ $$;$$ $a$"], ""],
  ["-- one; two\nselect 1; /* ; */ select 2;", ["-- one; two\nselect 1", "/* ; */ select 2"], ""],
  ["select 'open; ", [], "select 'open; "],
  ["do $$ begin null; ", [], "do $$ begin null; "],
  ["select 7 / 2 - 1; ;;", ["select 7 / 2 - 1"], ""],
])("%j", (text, statements, rest) => {
  expect(splitStatements(text)).toEqual({ statements, rest });
});

test("what arrives in two pieces is cut as what arrives at once", () => {
  const piece = fc.constantFrom("select 1", ";", "'", '"', "$$", "$a$", "\n", "--", "/*", "*/", " ");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const { statements, rest } = splitStatements(text);
      expect(splitStatements(`${rest}`).statements).toEqual([]);
      expect(text.endsWith(rest)).toBe(true);
      for (const statement of statements) expect(text).toContain(statement);
    }),
  );
});

test("a table is as wide as its widest cell, and Chinese takes two columns", () => {
  expect(
    textTable(
      ["a", "name"],
      [
        ["1", "锦州"],
        [null, "x\ny"],
      ],
    ),
  ).toBe(["a | name", "--+-----", "1 | 锦州", "  | x↵y"].join("\n"));
});
