/** The specification of CommonMark as a package, which has no types of its own. */
declare module 'commonmark-spec' {
  export const text: string;
  export const tests: readonly { readonly markdown: string; readonly html: string }[];
}
