import { z } from "@hono/zod-openapi";

/** A phone number to call: digits, separators, and a word for the extension. */
export const ContactPhone = z
  .string()
  .trim()
  .max(40)
  .refine(
    (text) =>
      text === "" ||
      (/\d{5}/.test(text.replace(/[^\d]/g, "")) && /^[\d\s+()（）\-—－转,，、/;；]+$/.test(text)),
  );
