/** What of the chat is on the display. */
export interface Display extends Disposable {
  /** Brings the display to what the chat is now. */
  show(): void;
  /** A line of ours, not of the chat. */
  tell(text: string): void;
}
