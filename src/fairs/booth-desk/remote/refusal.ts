import { z } from "zod";

const Problem = z.object({
  code: z.string(),
  fields: z.array(z.object({ code: z.string() })).optional(),
});

/** Parses the answer to a command. Null for a text of another form. */
export function parseAnswer<S extends z.ZodType>(schema: S, text: string | null): z.infer<S> | null {
  try {
    return schema.safeParse(JSON.parse(text ?? "")).data ?? null;
  } catch {
    return null;
  }
}

/** Returns the code of a refusal: that of its first field, or its own. Null for another answer. */
export function refusalOf(answer: string | null): string | null {
  const problem = parseAnswer(Problem, answer);
  return problem?.fields?.[0]?.code ?? problem?.code ?? null;
}
