/**
 * A span of formatting as Telegram takes it: offsets and lengths in UTF-16 code units
 * (Bot API, MessageEntity).
 */
export type Entity =
  | { readonly type: PlainStyle; readonly offset: number; readonly length: number }
  | {
      readonly type: 'pre';
      readonly offset: number;
      readonly length: number;
      readonly language?: string;
    }
  | {
      readonly type: 'text_link';
      readonly offset: number;
      readonly length: number;
      readonly url: string;
    };

export type PlainStyle =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'code'
  | 'blockquote'
  | 'expandable_blockquote';

/** Text with its formatting beside it. Never a markup language: Telegram's `parse_mode` is not used. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}
