/**
 * Matches characters that a reader does not see: zero-width and direction marks, fillers, tags, soft hyphens,
 * noncharacters. A joiner or selector inside an emoji stays, because it decides which picture is shown.
 */
const INVISIBLE =
  /(?!\u200d|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]|\p{Noncharacter_Code_Point}|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})|(?<!\p{Extended_Pictographic}|[\d#*])\p{Variation_Selector}/gu;

/** Matches a character that reverses the order in which the text after it is shown. */
const REVERSING = /[\u202b\u202e\u2067]/;

/** Removes characters that a reader does not see, and replaces a blank Braille cell by a space. */
export const withoutInvisible = (text: string): string =>
  /^[\n\r\t -~\u3000-\u3163\u4e00-\u9fff\uff01-\uff9f]*$/.test(text)
    ? text
    : text.replace(INVISIBLE, "").replaceAll("\u2800", " ");

/** Returns true if a reader sees the text in another order than a program reads it. */
export const isReversed = (text: string): boolean => REVERSING.test(text);
