const blank = /^[\s\u2800\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]*$/u;

/**
 * True when nobody would see anything. Telegram refuses such a text: `text must be non-empty` also for one
 * of zero-width characters only.
 */
export const isBlank = (text: string): boolean => blank.test(text);
