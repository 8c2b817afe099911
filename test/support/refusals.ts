import { AppError } from "../../src/platform/core/errors.ts";

/** Returns the AppError with which a promise rejects. Throws if it resolves or rejects with another error. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => "an answer",
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error("expected a refusal", { cause: outcome });
}

/** Returns the code of the AppError with which a promise rejects. */
export const code = async (promise: Promise<unknown>): Promise<string> => (await refusal(promise)).code;

/** Returns the field errors, as `path:CODE`, of the AppError with which a promise rejects. */
export const fields = async (promise: Promise<unknown>): Promise<string[]> =>
  ((await refusal(promise)).detail.fields ?? []).map((field) => `${field.path}:${field.code}`);
