import { z } from "zod";
import { Id, PlainText } from "../../../platform/core/schema.ts";
import { NAME_MAX, QUESTION_MAX } from "../schema.ts";

/** Type of the command by which another city's node asks, and the kind of record that answers it. */
export const ASKING = { type: "askQuestion", kind: "livestreamQuestion" } as const;

/** The HMAC of a viewer at one livestream, by a key of the viewer's node alone. */
const Asker = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * A question as the asker's node sends it. It names nobody: `asker` tells the viewers of one livestream
 * apart, and `name` is the form of address that a visitor typed.
 */
export const AskCommand = z.strictObject({
  askId: Id,
  asker: Asker,
  name: PlainText(NAME_MAX, 1).nullable(),
  postingId: Id.nullable(),
  text: PlainText(QUESTION_MAX, 2),
});
export type AskCommand = z.infer<typeof AskCommand>;

/** The command by which the asker's node takes back a question that it sent. */
export const TakeBackCommand = z.strictObject({ askId: Id, asker: Asker });
export type TakeBackCommand = z.infer<typeof TakeBackCommand>;

/** The home's answer to a question. */
export const AskAnswer = z.object({ result: z.object({ questionId: Id }) });
