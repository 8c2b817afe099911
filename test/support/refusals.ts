import { AppError } from "../../src/platform/core/errors.ts";

/** The AppError of a rejected promise. Anything else fails the test. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => "an answer",
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error("expected a refusal", { cause: outcome });
}

/** Its code. */
export const code = async (promise: Promise<unknown>): Promise<string> => (await refusal(promise)).code;

/** Its fields as `path:CODE`. */
export const fields = async (promise: Promise<unknown>): Promise<string[]> =>
  ((await refusal(promise)).detail.fields ?? []).map((field) => `${field.path}:${field.code}`);
