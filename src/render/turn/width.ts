/** Characters that a phone shows on one line in its proportional font; some 34 in its monospaced one. */
export const lineWidth = 42;
/** Room of a line that is mostly code. */
export const stepWidth = 36;
